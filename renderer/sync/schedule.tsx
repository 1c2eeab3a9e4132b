import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Select } from 'antd';
import { useTell } from '../frame/tell.ts';
import { query } from '../office/client.ts';

const CHOICES = [1, 5, 10, 30, 60, 240, 1440];
const inWords = (minutes: number) => (minutes % 60 === 0 ? `每 ${minutes / 60} 小时` : `每 ${minutes} 分钟`);

/** How often the desk reports by itself. */
export function Schedule({ everyMinutes }: { everyMinutes: number }) {
  const queryClient = useQueryClient();
  const tell = useTell();
  const save = useMutation(
    query.sync.setSchedule.mutationOptions({
      onSuccess: (state) => {
        tell.done(`已改为${inWords(state.everyMinutes)}上报一次`);
        queryClient.setQueryData(query.sync.state.queryKey(), state);
      },
      onError: tell.refused,
    }),
  );
  return (
    <div className="sync-schedule">
      <label htmlFor="sync-schedule">自动上报</label>
      <Select
        id="sync-schedule"
        style={{ width: 150 }}
        value={everyMinutes}
        loading={save.isPending}
        onChange={(next) => save.mutate({ everyMinutes: next })}
        options={[...new Set([...CHOICES, everyMinutes])]
          .toSorted((one, other) => one - other)
          .map((value) => ({ value, label: inWords(value) }))}
      />
    </div>
  );
}
