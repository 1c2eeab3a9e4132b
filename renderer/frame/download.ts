/** Hands a text or bytes to the window as a file; it lands among the downloads. */
export function download(content: BlobPart, name: string, type: string): void {
  const url = URL.createObjectURL(new Blob([content], { type: `${type};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has taken the bytes by the next turn; Chrome wants the address until then.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
