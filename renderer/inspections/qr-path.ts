import QRCode from 'qrcode';

/** A QR code (model 2, level M) as one SVG path in modules, without its quiet zone of 4. ISO/IEC 18004 */
export function qrPath(text: string): { size: number; path: string } {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  const { size } = modules;
  let path = '';
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      if (modules.get(y, x) !== 1) continue;
      let end = x + 1;
      while (end < size && modules.get(y, end) === 1) end += 1;
      path += `M${x} ${y}h${end - x}v1H${x}z`;
      x = end;
    }
  }
  return { size, path };
}
