import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Dropdown } from 'antd';
import { TRAINING_FAULTS, type TrainingFamily } from '../../preload/contract/training.ts';
import { useTell } from '../frame/tell.ts';
import { query } from '../office/client.ts';

/** 设故障: makes a training device fail, or repairs it; says what is wrong with it now. */
export function SetFault({ family }: { family: TrainingFamily }) {
  const tell = useTell();
  const queryClient = useQueryClient();
  const set = useMutation(
    query.demo.fault.mutationOptions({
      onError: tell.refused,
      onSettled: () => queryClient.invalidateQueries({ queryKey: query.demo.key() }),
    }),
  );
  const now = useQuery(query.demo.tray.queryOptions()).data?.faults[family] ?? 'none';
  const faults: readonly (readonly [string, string])[] = TRAINING_FAULTS[family];
  const wrong = now === 'none' ? undefined : faults.find(([fault]) => fault === now)?.[1];
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        selectable: true,
        selectedKeys: [now],
        items: faults.map(([fault, words]) => ({
          key: fault,
          label: words,
          onClick: () => set.mutate({ family, fault }, { onSuccess: () => tell.note(`已设为：${words}`) }),
        })),
      }}
    >
      <Button
        size="small"
        danger={wrong !== undefined}
        loading={set.isPending}
        {...(wrong && { 'aria-label': `设故障，现在${wrong}` })}
      >
        {wrong ?? '设故障'}
      </Button>
    </Dropdown>
  );
}
