import { oc } from '@orpc/contract';
import { z } from 'zod';

/** A refusal on its way between processes: `message` is the sentence, `data.code` the code. */
const refusing = oc.errors({
  REFUSED: {
    status: 422,
    data: z.object({
      code: z.string(),
      field: z.string().optional(),
      detail: z.record(z.string(), z.unknown()).optional(),
    }),
  },
});

const file = z.instanceof(Blob);

/** The page of called numbers, below the origin of the window. */
export const QUEUE_DISPLAY = '/#/queue-display';

export const shellInfoSchema = z.object({
  kind: z.enum(['electron', 'browser']),
  /** Whether a person can see a window of this shell on this machine. */
  displayAvailable: z.boolean(),
  /** Whether `wrapSecret` works; otherwise the office asks for a passphrase. */
  secretsAvailable: z.boolean(),
});
export type ShellInfo = z.infer<typeof shellInfoSchema>;

export const printerSchema = z.object({ name: z.string(), isDefault: z.boolean() });
export type Printer = z.infer<typeof printerSchema>;

/** Services that the shell gives the office. Served by the shell on the port with role `shell`. */
export const shellContract = {
  info: refusing.output(shellInfoSchema),
  /**
   * HTML to PDF: A4 unless the page's own `@page { size }` says otherwise, with backgrounds. The HTML may use
   * `/fonts/noto-serif-sc.css` (font-family 'Noto Serif SC', 400 and 700) and `data:` images; scripts do not run
   * and there is no network.
   */
  renderPdf: refusing.input(z.object({ html: z.string().min(1), landscape: z.boolean().optional() })).output(file),
  printers: refusing.output(z.array(printerSchema)),
  /** Sends these PDF bytes, unchanged, to a printer (the default one if no name is given). */
  printA4: refusing
    .input(z.object({ pdf: file, printer: z.string().optional(), copies: z.number().int().min(1).max(20) }))
    .output(z.object({ job: z.string() })),
  /** Encrypts with the user's own secret store of the operating system. Refuses where there is none. */
  wrapSecret: refusing.input(file).output(file),
  unwrapSecret: refusing.input(file).output(file),
  /**
   * Shows the page of called numbers ({@link QUEUE_DISPLAY}) in a window of its own, on the second screen where there
   * is one; asked again, it brings that window to the front. `opened: false`: this shell has no windows here.
   */
  openDisplay: refusing.output(z.object({ opened: z.boolean() })),
};

/** A stored file for the window: bytes (decrypted by the office), or a path and size (footage kept as it came). */
export const handedFileSchema = z.object({
  mediaType: z.string(),
  name: z.string(),
  content: z.union([file, z.object({ path: z.string(), size: z.number().int().min(0) })]),
});
export type HandedFile = z.infer<typeof handedFileSchema>;

/** What the shell asks of the office. Served by the office on the port with role `door`. */
export const doorContract = {
  /** Answers when the ledger is open or the unlock page can be shown; refuses when it cannot be opened at all. */
  ready: refusing.output(z.object({ ledger: z.enum(['open', 'locked', 'new']) })),
  /** A ticket lets one window see one file for a while; the office mints it after checking the right to see. */
  fileByTicket: refusing
    .input(z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/), ticket: z.string().min(16) }))
    .output(handedFileSchema),
  /** Closes the ledger; answers when it is closed. The process may end then. */
  close: refusing.output(z.object({ closed: z.literal(true) })),
};
