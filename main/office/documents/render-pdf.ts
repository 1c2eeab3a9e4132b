/**
 * Port to the shell: headless Chromium or Electron `printToPDF` with `preferCSSPageSize`, backgrounds on, after
 * `document.fonts.ready`. The page must be able to load `/fonts/noto-serif-sc.css` (weights 400 and 700).
 */
export type RenderPdf = (html: string) => Promise<Uint8Array>;
