/** An open HID device: whole reports instead of a stream of bytes. Byte 0 of every report is its id. */
export interface HidDevice {
  /** @throws the system's error, also when the device knows no such report */
  getFeature(id: number, length: number): Promise<Buffer>;
  /** @throws the system's error */
  sendFeature(report: Uint8Array): Promise<void>;
  onInput(listener: (report: Buffer) => void): void;
  /** Once, whoever ended it; `cause` is what the system said, null after an orderly end. */
  onClose(listener: (cause: Error | null) => void): void;
  close(): Promise<void>;
}
