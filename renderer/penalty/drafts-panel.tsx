import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Badge, Button, Empty, Popover } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { formatInstant } from '../frame/format.ts';
import { useTell } from '../frame/tell.ts';
import { office, query } from '../office/client.ts';
import { STEPS } from './desk.tsx';

/** Own drafts that wait: one click goes on where it stopped. */
export function DraftsPanel({ openId }: { openId: string }) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const tell = useTell();
  const [open, setOpen] = useState(false);
  const drafts = useQuery(query.drafts.mine.queryOptions());
  const others = (drafts.data ?? []).filter((one) => one.id !== openId);
  const drop = async (draftId: string) => {
    try {
      await office.drafts.discard({ draftId, reason: '未办理，放弃草稿' });
      client.invalidateQueries({ queryKey: query.drafts.mine.key() });
    } catch (error) {
      tell.refused(error);
    }
  };
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      title="我没办完的当场处罚"
      content={
        <ul className="pen-drafts">
          {others.length === 0 && (
            <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="没有其他草稿；没办完的会自动留在这里。" />
          )}
          {others.map((one) => (
            <li key={one.id}>
              <button
                type="button"
                onClick={() => {
                  setOpen(false);
                  navigate(`/penalty/${one.id}`);
                }}
              >
                <b>{one.content.party.name || '未填当事人'}</b>
                <span>
                  第 {one.step} 步 {STEPS[one.step - 1]}　{formatInstant(one.savedAt)}
                </span>
              </button>
              {/* What is in the ledger already ends with a reason, on its own page. */}
              {one.caseId === null && (
                <Button size="small" onClick={() => drop(one.id)}>
                  放弃
                </Button>
              )}
            </li>
          ))}
        </ul>
      }
    >
      <Badge count={others.length} size="small" color="orange">
        <Button>没办完的</Button>
      </Badge>
    </Popover>
  );
}
