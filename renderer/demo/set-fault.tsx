import { useMutation } from '@tanstack/react-query';
import { Button, Dropdown } from 'antd';
import { TRAINING_FAULTS, type TrainingFamily } from '../../preload/contract/training.ts';
import { useTell } from '../frame/tell.ts';
import { query } from '../office/client.ts';

/** 设故障: makes a training device fail, or repairs it. */
export function SetFault({ family }: { family: TrainingFamily }) {
  const tell = useTell();
  const set = useMutation(query.demo.fault.mutationOptions({ onError: tell.refused }));
  const faults: readonly (readonly [string, string])[] = TRAINING_FAULTS[family];
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: faults.map(([fault, words]) => ({
          key: fault,
          label: words,
          onClick: () => set.mutate({ family, fault }, { onSuccess: () => tell.note(`已设为：${words}`) }),
        })),
      }}
    >
      <Button size="small" loading={set.isPending}>
        设故障
      </Button>
    </Dropdown>
  );
}
