import { useQuery } from '@tanstack/react-query';
import { Tag } from 'antd';
import type { DeviceHealth } from '../../preload/contract/devices.ts';
import type { CardReading } from '../../preload/contract/office.ts';
import { Dot, type DotState } from '../frame/dot.tsx';
import { groupIdNo } from '../frame/format.ts';
import { refusalText } from '../frame/refusals.ts';
import { query } from '../office/client.ts';
import { useCardPrompt } from '../office/events.tsx';
import { CardPicture, useCardPicture } from './card-picture.tsx';
import { nameOnScreen } from './party-forms.ts';

const STATES: Record<DeviceHealth['state'], { dot: DotState; words: string }> = {
  ready: { dot: 'good', words: '读卡器就绪' },
  busy: { dot: 'good', words: '正在读卡' },
  opening: { dot: 'look', words: '正在连接读卡器' },
  attention: { dot: 'look', words: '请查看读卡器' },
  error: { dot: 'bad', words: '读卡器故障' },
  absent: { dot: 'off', words: '没有读卡器' },
  disabled: { dot: 'off', words: '读卡器已停用' },
};

/** The card reader as the person at the desk sees it: what to do now, and what was read. */
export function CardReader({ reading, simulated }: { reading: CardReading | null; simulated: boolean }) {
  const devices = useQuery(query.devices.list.queryOptions());
  const settings = useQuery(query.devices.settings.queryOptions());
  const prompt = useCardPrompt();
  const picture = useCardPicture(reading?.cardSha256);
  const reader = devices.data?.find((one) => one.kind === 'id-card');
  const state = reader ? STATES[reader.state] : STATES.absent;
  const works = reader !== undefined && ['ready', 'busy', 'attention', 'opening'].includes(reader.state);
  const error = reader && !works ? reader.lastError : undefined;
  const trouble = error ? `${error.sentence}（${error.code}）` : undefined;
  return (
    <section className={`pen-reader ${reading ? 'pen-reader-done' : ''}`} aria-live="polite">
      {reading ? <CardPicture picture={picture} room={Boolean(settings.data?.photoDecoder)} /> : <Card />}
      <div className="pen-reader-words">
        {reading ? (
          <>
            <strong>
              {nameOnScreen(reading.card)} 的证件已读出，可以取走
              {simulated && <Tag color="purple">模拟</Tag>}
            </strong>
            <span>
              {groupIdNo(masked(reading.card.idNo))}　有效期至 {reading.card.validTo || '无法识别'}　签发机关{' '}
              {reading.card.issuer || '—'}
            </span>
          </>
        ) : (
          <>
            <strong>{works ? '请将身份证放在读卡器上' : '请手工录入当事人信息'}</strong>
            <span>
              {trouble ||
                prompt ||
                (works ? '读出后自动填写下面的内容，也可以直接手工录入。' : '没有读卡器也可以办理。')}
            </span>
          </>
        )}
        {reading && picture.error && <span>{refusalText(picture.error)}</span>}
        {reading && (trouble || prompt) && <span>{trouble || prompt}</span>}
      </div>
      <Dot state={state.dot}>{state.words}</Dot>
    </section>
  );
}

function Card() {
  return (
    <svg viewBox="0 0 64 44" width="64" height="44" aria-hidden="true">
      <rect x="1.5" y="1.5" width="61" height="41" rx="5" fill="none" stroke="currentColor" strokeWidth="2.5" />
      <rect x="42" y="11" width="13" height="17" rx="2" fill="none" stroke="currentColor" strokeWidth="2" />
      <path d="M9 13h24M9 21h19M9 33h38" stroke="currentColor" strokeWidth="2.5" strokeLinecap="round" />
    </svg>
  );
}

/** 330602********002X: what may stand on a screen that others can see (domain.md §7.1). */
export function masked(no: string): string {
  return no.length === 18 ? `${no.slice(0, 6)}********${no.slice(14)}` : no.replace(/^(.{2}).*(.{2})$/, '$1****$2');
}
