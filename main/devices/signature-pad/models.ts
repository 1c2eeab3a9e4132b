import type { Capability } from './reports.ts';

export const WACOM = 0x056a;

const family = (
  model: string,
  [screenWidth, screenHeight]: readonly [number, number],
  encodings: number,
  maxPressure = 1023,
): { model: string; capability: Capability } => ({
  model,
  // 30 units a pixel as the STU-430 has them; no resolution is claimed.
  capability: {
    ...{ maxX: screenWidth * 30, maxY: screenHeight * 30, maxPressure, screenWidth, screenHeight },
    ...{ reportRate: 0, resolution: 0, encodings },
  },
});

/**
 * The STU family by product id, with what is known of each where its Capability cannot be read (hardware.md §2.1
 * contradicts itself about the STU-430). The device's own Capability always comes first.
 */
const MODELS: Readonly<Record<number, ReturnType<typeof family>>> = {
  161: family('STU-500', [640, 480], 0x02, 511),
  162: family('STU-300', [396, 100], 0x02),
  163: family('STU-520A', [800, 480], 0x04),
  164: family('STU-430', [320, 200], 0x02),
  165: family('STU-530', [800, 480], 0x0c),
  166: family('STU-430V', [320, 200], 0x02),
  167: family('STU-540', [800, 480], 0x0c),
  168: family('STU-540', [800, 480], 0x0c),
  169: family('STU-541', [800, 480], 0x0c),
};

/** Whether a HID device is of the family: vendor 056A, products 00A1–00AF. */
export const isStu = (vendorId: number, productId: number): boolean =>
  vendorId === WACOM && productId >= 0xa1 && productId <= 0xaf;

/** What a product is by its number; undefined for one of the family that is not in the table. */
export const knownModel = (productId: number) => MODELS[productId];
