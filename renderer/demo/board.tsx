import { SetFault } from './set-fault.tsx';

interface BoardProps {
  readonly lit: boolean;
  readonly showing: { readonly number: string; readonly window: string; readonly text: string } | null;
  readonly broken: number;
}

/** The board of called numbers, and what stands on it. */
export function Board({ lit, showing, broken }: BoardProps) {
  return (
    <section aria-label="叫号屏">
      <h3>
        叫号屏
        <span className="tray-switch">
          <SetFault family="queue-display" />
        </span>
      </h3>
      <div className={lit ? 'board' : 'board board-dark'} role="img" aria-label={wordsOf(lit, showing)}>
        {lit && showing ? (
          <>
            <b>{showing.number}</b>
            <span>{showing.window}</span>
            {showing.text ? <small>{showing.text}</small> : null}
          </>
        ) : null}
      </div>
      <p className="quiet">
        {lit
          ? showing
            ? '叫下一位，屏上就换成下一个号。'
            : '屏空着，在排队叫号页叫号，号码就显示在这里。'
          : '屏没有通电。'}
        {broken > 0 ? `有 ${broken} 条信息看不懂，没有显示，请核对连接设置里的模板。` : ''}
      </p>
    </section>
  );
}

function wordsOf(lit: boolean, showing: BoardProps['showing']): string {
  if (!lit) return '叫号屏没有通电';
  return showing ? `叫号屏显示 ${showing.number} ${showing.window}` : '叫号屏空着';
}
