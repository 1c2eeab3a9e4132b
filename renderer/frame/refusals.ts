import { ORPCError } from '@orpc/client';
import { Refusal } from '../../preload/contract/refusal.ts';

/** An error as the screen shows it. */
export interface ShownRefusal {
  /** Support staff search by it. */
  code: string;
  /** One Chinese sentence. */
  sentence: string;
  /** The form field it belongs to, when there is one. */
  field: string | undefined;
}

const REFUSAL_CODE = /^[A-Z]+-\d{3}$/;
const CHINESE = /[\u4e00-\u9fff]/;

/** Turns whatever was thrown into a sentence and a code. An unexpected error never shows its own (English) words. */
export function refusalOf(error: unknown): ShownRefusal {
  // The window's own refusals: the way to the office (connect.ts).
  if (error instanceof Refusal) return { code: error.code, sentence: error.message, field: error.field };
  if (error instanceof ORPCError) {
    const data = record(error.data);
    const code = REFUSAL_CODE.test(error.code) ? error.code : text(data.code);
    if (REFUSAL_CODE.test(code) && CHINESE.test(error.message)) {
      return { code, sentence: error.message, field: text(data.field) || undefined };
    }
    return UNEXPECTED;
  }
  // Calls that wait when the port closes are aborted by the client.
  if (error instanceof Error && error.name === 'AbortError') return DISCONNECTED;
  return UNEXPECTED;
}

/** 「sentence (CODE)」, as it stands under a field or in an alert. */
export function refusalText(error: unknown): string {
  const { sentence, code } = refusalOf(error);
  return `${sentence}（${code}）`;
}

const UNEXPECTED: ShownRefusal = {
  code: 'SYS-500',
  sentence: '程序出了意外，已保存的内容没有丢失。请再试一次；仍不行，请把此代码告诉技术支持。',
  field: undefined,
};
const DISCONNECTED: ShownRefusal = {
  code: 'SYS-503',
  sentence: '办公服务暂时没有回应，已保存的内容没有丢失，正在重新连接，请稍候再试。',
  field: undefined,
};

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
