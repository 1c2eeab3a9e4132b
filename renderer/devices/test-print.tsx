import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTell } from '../frame/tell.ts';
import { query } from '../office/client.ts';

/** 试打: the test page goes into the queue like every paper. */
export function TestPrint({ ready }: { ready: boolean }) {
  const queryClient = useQueryClient();
  const tell = useTell();
  const print = useMutation(
    query.receipts.testPage.mutationOptions({
      onSuccess: () => tell.done('测试页已送去打印，结果在「小票队列」里。'),
      onError: tell.refused,
      onSettled: () => queryClient.invalidateQueries({ queryKey: query.receipts.key() }),
    }),
  );
  return (
    <Button size="small" disabled={!ready} loading={print.isPending} onClick={() => print.mutate({})}>
      试打
    </Button>
  );
}
