import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTell } from '../frame/tell.ts';
import { query } from '../office/client.ts';

/** 测试显示: a call on the board that no number was taken for. */
export function TestDisplay() {
  const tell = useTell();
  const test = useMutation(
    query.devices.testDisplay.mutationOptions({
      onSuccess: () => tell.done('已送去显示「A000 测试」，请看叫号屏；没有显示请核对模板、波特率和接线。'),
      onError: tell.refused,
    }),
  );
  return (
    <Button size="small" loading={test.isPending} onClick={() => test.mutate({})}>
      测试显示
    </Button>
  );
}
