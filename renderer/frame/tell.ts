import { App } from 'antd';
import { useMemo } from 'react';
import { refusalText } from './refusals.ts';

/** Short words to the person at the desk: what was done, or why not. Nothing waits for them to be read. */
export function useTell() {
  const { message } = App.useApp();
  return useMemo(
    () => ({
      done: (sentence: string) => void message.success(sentence, 3),
      note: (sentence: string) => void message.info(sentence, 6),
      refused: (error: unknown) => void message.error(refusalText(error), 8),
      /** Takes every message away: what they told of is over. */
      clear: () => message.destroy(),
    }),
    [message],
  );
}
