/** Name and number by which a volume is known. */
export interface VolumeIdentity {
  readonly label: string;
  /** UUID or serial number of the volume; null for a plain folder. */
  readonly serial: string | null;
}

/** A seven-character device number (hardware.md §4.2) in a volume label such as `BWC1234567`. */
export function deviceNoOf(label: string): string | undefined {
  const found = /^(?:BWC[-_]?)?([0-9A-Z]{7})$/i.exec(label)?.[1]?.toUpperCase();
  return found !== undefined && /\d/.test(found) ? found : undefined;
}
