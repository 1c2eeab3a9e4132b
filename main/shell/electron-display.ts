import { type BrowserWindow, screen } from 'electron';

/** The one window of called numbers: fills the second screen where there is one. */
export class DisplayWindow {
  readonly #open: () => BrowserWindow;
  #window: BrowserWindow | null = null;

  constructor(open: () => BrowserWindow) {
    this.#open = open;
  }

  /** Opens it, or brings it to the front. */
  show(): true {
    if (this.#window === null) {
      const window = this.#open();
      this.#window = window;
      window.once('closed', () => {
        this.#window = null;
      });
      this.#place(window);
    } else this.#window.focus();
    return true;
  }

  close(): void {
    this.#window?.close();
  }

  #place(window: BrowserWindow): void {
    const primary = screen.getPrimaryDisplay().id;
    const second = screen.getAllDisplays().find(({ id }) => id !== primary);
    if (second === undefined) return;
    window.setBounds(second.bounds);
    window.setFullScreen(true);
  }
}
