import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Dropdown } from 'antd';
import { useRef } from 'react';
import { TRAINING_FAULTS, type TrainingFamily } from '../../preload/contract/training.ts';
import { useTell } from '../frame/tell.ts';
import { query } from '../office/client.ts';

/** 设故障: makes a training device fail, or repairs it; says what is wrong with it now. */
export function SetFault({ family }: { family: TrainingFamily }) {
  const tell = useTell();
  const button = useRef<HTMLButtonElement>(null);
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
      // The hand stays in the tray when the list is gone: Esc closes it then.
      onOpenChange={(open) => {
        if (!open) button.current?.focus();
      }}
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
        ref={button}
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
