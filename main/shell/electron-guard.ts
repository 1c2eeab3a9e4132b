import { app, type Session, type WebContents } from 'electron';

export const APP_ORIGIN = 'app://zhenzhi';

/** Whether this address is of our own pages. */
export function isOurs(address: string): boolean {
  return address === APP_ORIGIN || address.startsWith(`${APP_ORIGIN}/`);
}

/** Rights that a page may have; everything else is denied. Copying a case number needs the clipboard. */
const ALLOWED: ReadonlySet<string> = new Set(['clipboard-sanitized-write']);

/** The document camera: pictures only, never the microphone. */
const pictureOnly = (asked: readonly string[] | undefined) => asked?.length === 1 && asked[0] === 'video';

/** Denies every permission but the listed ones and the camera for our own pages. */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, answer, details) => {
    const asked = 'mediaTypes' in details ? details.mediaTypes : undefined;
    answer((ALLOWED.has(permission) || (permission === 'media' && pictureOnly(asked))) && isOurs(contents.getURL()));
  });
  session.setPermissionCheckHandler((_contents, permission, origin, { mediaType }) => {
    const camera = permission === 'media' && mediaType === 'video';
    return (ALLOWED.has(permission) || camera) && isOurs(origin.replace(/\/$/, ''));
  });
  session.setDevicePermissionHandler(() => false);
}

/** No page of this program, of any window, goes anywhere or opens anything. */
export function guardAllPages(): void {
  app.on('web-contents-created', (_event, contents) => guardPage(contents));
}

function guardPage(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => {
    // Reloading stays; a frame may show a stored file (its viewer is a page inside Chromium).
    const reload = event.isMainFrame && event.url === contents.getURL();
    const viewer =
      !event.isMainFrame && /^(app:\/\/zhenzhi\/file\/|blob:app:\/\/zhenzhi\/|chrome-extension:)/.test(event.url);
    if (!reload && !viewer) event.preventDefault();
  });
}
