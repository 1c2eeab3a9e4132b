import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Switch } from 'antd';
import { Link } from 'react-router';
import { type TrainingFamily, trainingFamily } from '../../preload/contract/training.ts';
import { TraySections } from '../demo/tray-sections.tsx';
import { holds } from '../frame/access.ts';
import { useMe } from '../frame/me.ts';
import { useTell } from '../frame/tell.ts';
import { query } from '../office/client.ts';
import { DEVICE_KINDS } from './device-words.ts';
import { hasReal, trainedNoMore } from './real-device.ts';
import { useTraining } from './use-training.ts';

const WORDS: Record<TrainingFamily, string> = {
  'id-card': '放卡、取卡，读到的是虚构的人',
  'signature-pad': '替签名人写名字、按确认和重签',
  'receipt-printer': '小票打在屏幕上，可以缺纸、开盖',
  scanner: '输入一个查验码，像扫到一样打开',
  'queue-display': '叫的号显示在模拟屏上，可以断电、掉线',
  bodycam: '插上一台带新录像的记录仪；真实的采集口照常使用',
  'camera-control': '插上一台要先「说句话」的记录仪，校时、转为存储',
};

/** 培训模拟: which families are simulated inside the program, and the hands that work them. */
export function TrainingPanel() {
  const { session, office } = useMe();
  const families = useTraining();
  const settings = useQuery(query.devices.settings.queryOptions()).data;
  const maySwitch = holds(session.officer.roles, 'SYS_ADMIN');
  const mayPlug = holds(session.officer.roles, 'SYS_ADMIN', 'OFFICER', 'TEAM_LEADER', 'INTAKE');
  return (
    <div className="training">
      <section className="sheet training-switches">
        <h3>模拟哪些设备</h3>
        <p className="quiet">
          不插任何设备也能练习整套程序。打开后，用它办出来的内容在账本、屏幕和纸上都标「模拟」，不作凭证。
        </p>
        {trainingFamily.options.map((family) => (
          <div key={family} className="training-line">
            <div>
              <b>{DEVICE_KINDS[family]}</b>
              <p className="quiet">{WORDS[family]}</p>
              {families.includes(family) || !settings || hasReal(family, settings) ? null : (
                <p className="training-unset">
                  真实的没有设置，「设备状态」里没有它。
                  {mayPlug ? <Link to="/devices?tab=addresses">去连接设置</Link> : null}
                </p>
              )}
            </div>
            <FamilySwitch family={family} on={families.includes(family)} disabled={!maySwitch} />
          </div>
        ))}
        <p className="quiet">
          {maySwitch
            ? '每次打开和关闭都记入操作日志。'
            : office.kind === 'demo'
              ? '要增减模拟设备，请换系统管理员的身份进入。'
              : '只有系统管理员可以打开和关闭，每次都记入操作日志。'}
        </p>
      </section>
      <section className="sheet training-tray">
        <h3>动手</h3>
        <p className="quiet">
          每种设备右边的「设故障」可以让它缺纸、断线、读不出，练习怎么处理。按 Ctrl+D 随处可以打开。
        </p>
        {families.length === 0 ? <p className="quiet">先在左边打开要模拟的设备。</p> : <TraySections />}
      </section>
    </div>
  );
}

function FamilySwitch({ family, on, disabled }: { family: TrainingFamily; on: boolean; disabled: boolean }) {
  const { modal } = App.useApp();
  const { kind } = useMe().office;
  const queryClient = useQueryClient();
  const tell = useTell();
  const train = useMutation(
    query.devices.train.mutationOptions({
      onError: tell.refused,
      onSuccess: async (_, { on: next }) => {
        if (next) return;
        const settings = await queryClient.fetchQuery(query.devices.settings.queryOptions());
        tell.note(trainedNoMore(family, settings));
      },
      onSettled: () =>
        Promise.all([
          queryClient.invalidateQueries({ queryKey: query.devices.key() }),
          queryClient.invalidateQueries({ queryKey: query.demo.key() }),
        ]),
    }),
  );
  const change = (next: boolean) => {
    if (!next || kind === 'demo') return train.mutate({ family, on: next });
    modal.confirm({
      title: `用模拟的${DEVICE_KINDS[family]}培训？`,
      content:
        '这是正式账本。打开后真实的这台设备暂停使用（采集口除外），办出来的内容都标「模拟」、不作凭证；练完请关闭。',
      okText: '打开模拟',
      cancelText: '不打开',
      onOk: () => train.mutateAsync({ family, on: true }).catch(() => undefined),
    });
  };
  return (
    <Switch
      aria-label={`模拟${DEVICE_KINDS[family]}`}
      checked={on}
      disabled={disabled}
      loading={train.isPending}
      checkedChildren="模拟"
      unCheckedChildren="真实"
      onChange={change}
    />
  );
}
