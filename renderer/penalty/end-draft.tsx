import { Button, Input, Popconfirm } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useTell } from '../frame/tell.ts';
import { office } from '../office/client.ts';
import { useDesk } from './desk.tsx';

/** Ends this on-the-spot penalty with a reason; what was recorded stays. */
export function EndDraft({ word, reason }: { word: string; reason: string }) {
  const desk = useDesk();
  const navigate = useNavigate();
  const tell = useTell();
  const [why, setWhy] = useState(reason);
  const end = async () => {
    if (why.trim() === '') {
      tell.note('请写明原因');
      return Promise.reject(new Error('no reason'));
    }
    try {
      await desk.flush();
      await office.drafts.discard({ draftId: desk.draft.id, reason: why.trim() });
      tell.done('已终止，原因已记下');
      navigate('/');
    } catch (error) {
      tell.refused(error);
    }
  };
  return (
    <Popconfirm
      title={`${word}？`}
      description={
        <div className="pen-end">
          本次当场处罚到此为止，已记下的内容和原因会保留。
          <Input
            aria-label="原因"
            placeholder="原因（必填）"
            maxLength={200}
            value={why}
            onChange={(e) => setWhy(e.target.value)}
          />
        </div>
      }
      onOpenChange={(open) => open && setWhy(reason.slice(0, 200))}
      onConfirm={end}
      okText={word}
    >
      <Button danger>{word}</Button>
    </Popconfirm>
  );
}
