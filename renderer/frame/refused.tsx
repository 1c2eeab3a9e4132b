import { Alert } from 'antd';
import { refusalOf } from './refusals.ts';

/** One refusal in words, or nothing. */
export function Refused({ error, onClose }: { error: unknown; onClose?: () => void }) {
  if (!error) return null;
  const { sentence, code } = refusalOf(error);
  return (
    <Alert
      className="refused"
      type="error"
      showIcon
      role="alert"
      title={
        <>
          {sentence}
          <span className="refusal-code">（{code}）</span>
        </>
      }
      closable={onClose ? { onClose, 'aria-label': '关闭提示' } : false}
    />
  );
}
