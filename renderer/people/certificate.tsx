import type { Officer } from '../../preload/contract/people.ts';
import { Dot } from '../frame/dot.tsx';

type Certificate = Pick<Officer, 'certState' | 'certDaysLeft'>;

/** The certificate in words: 有效, 还有 12 天到期, 已过期, 无证. */
function certificateWords({ certState, certDaysLeft }: Certificate): string {
  if (certState === 'NONE') return '无执法证';
  if (certState === 'EXPIRED') return certDaysLeft === null ? '已过期' : `已过期 ${-certDaysLeft} 天`;
  if (certState === 'EXPIRING') return certDaysLeft === 0 ? '今天到期' : `还有 ${certDaysLeft} 天到期`;
  return '有效';
}

const STATES = { VALID: 'good', EXPIRING: 'look', EXPIRED: 'bad', NONE: 'off' } as const;

export function CertificateDot({ officer }: { officer: Certificate }) {
  return <Dot state={STATES[officer.certState]}>{certificateWords(officer)}</Dot>;
}
