import { EyeInvisibleOutlined, EyeOutlined } from '@ant-design/icons';
import { Button, Input, Popover } from 'antd';
import { useEffect, useState } from 'react';
import { holds } from '../frame/access.ts';
import { useMe } from '../frame/me.ts';
import { Refused } from '../frame/refused.tsx';
import { useOneAtATime } from '../frame/use-one-at-a-time.ts';
import { office } from '../office/client.ts';
import './reveal-number.css';
import { shownNo } from './shown-no.ts';

const SHOWN_SECONDS = 60;
const REASONS = ['核对证件', '送达联系', '填写文书'];

/** A number with stars; the whole one for a minute, with a reason, and the look is written to the access log (domain.md §7.1). */
export function RevealNumber({ subjectId, maskedNo }: { subjectId: string; maskedNo: string }) {
  const { roles } = useMe().session.officer;
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const [shown, setShown] = useState<{ no: string; phone: string } | null>(null);
  const [left, setLeft] = useState(0);
  const { run, busy, trouble, forget } = useOneAtATime();
  const may = holds(roles, 'OFFICER', 'TEAM_LEADER', 'LEGAL_REVIEWER', 'HEAD', 'INTAKE');

  useEffect(() => {
    if (!shown) return;
    if (left <= 0) return setShown(null);
    const second = setTimeout(() => setLeft(left - 1), 1000);
    return () => clearTimeout(second);
  }, [shown, left]);

  const reveal = async () => {
    if (reason.trim().length < 2) return;
    await run(async () => {
      setShown(await office.subjects.reveal({ subjectId, reason: reason.trim() }));
      setLeft(SHOWN_SECONDS);
      setAsking(false);
      setReason('');
    });
  };
  if (shown) {
    return (
      <span className="reveal">
        <b className="number">{shownNo(shown.no) || '没有登记证件号'}</b>
        <span className="number">{shown.phone ? `电话 ${shown.phone}` : '没有登记电话'}</span>
        <button type="button" className="reveal-button" onClick={() => setShown(null)}>
          <EyeInvisibleOutlined /> 隐藏（{left} 秒后自动隐藏）
        </button>
      </span>
    );
  }
  return (
    <span className="reveal">
      <span className="number">{shownNo(maskedNo) || '没有登记证件号'}</span>
      {may ? (
        <Popover
          trigger="click"
          open={asking}
          onOpenChange={(open) => {
            forget();
            setAsking(open);
          }}
          content={
            <form
              className="reveal-form"
              onSubmit={(event) => {
                event.preventDefault();
                void reveal();
              }}
            >
              <label htmlFor={`reveal-${subjectId}`}>查看原因（记入查看记录）</label>
              <Input
                id={`reveal-${subjectId}`}
                autoFocus
                maxLength={200}
                value={reason}
                onChange={(event) => setReason(event.target.value)}
              />
              <div className="reason-choices">
                {REASONS.map((one) => (
                  <Button key={one} size="small" onClick={() => setReason(one)}>
                    {one}
                  </Button>
                ))}
              </div>
              <Refused error={trouble} />
              <Button type="primary" htmlType="submit" disabled={reason.trim().length < 2} loading={busy}>
                显示一分钟
              </Button>
            </form>
          }
        >
          <button type="button" className="reveal-button">
            <EyeOutlined /> {maskedNo.includes('*') ? '查看全号' : '查看电话'}
          </button>
        </Popover>
      ) : null}
    </span>
  );
}
