/**
 * The HID devices of this PC, one line each: number of vendor and product, usage, maker and product. Signature pads
 * and readers that are no serial port are found by it. A system that cannot list them gives its reason.
 */
export async function hidLines(list: () => Promise<HidFound[]> = listHid): Promise<string> {
  try {
    const lines = (await list()).map(({ vendorId, productId, usagePage = 0, usage = 0, manufacturer, product }) => {
      const numbers = [vendorId, productId, usagePage, usage].map(hex4);
      return `${numbers[0]}:${numbers[1]} 用途 ${numbers[2]}:${numbers[3]} ${manufacturer ?? ''} ${product ?? ''}`.trim();
    });
    return lines.length === 0 ? '没有' : lines.join('\n');
  } catch (error) {
    return `看不到（${error instanceof Error ? error.message : String(error)}）`;
  }
}

export interface HidFound {
  readonly vendorId: number;
  readonly productId: number;
  readonly usagePage?: number | undefined;
  readonly usage?: number | undefined;
  readonly manufacturer?: string | undefined;
  readonly product?: string | undefined;
}

/** Native code, loaded when somebody asks. */
export async function listHid(): Promise<HidFound[]> {
  const { devicesAsync } = await import('node-hid');
  return devicesAsync();
}

/** `056A`. */
export const hex4 = (number: number) => number.toString(16).padStart(4, '0').toUpperCase();
