import { useQuery } from '@tanstack/react-query';
import { Descriptions, Input, Tag } from 'antd';
import { useState } from 'react';
import type { NameTried } from '../../preload/contract/name-profiles.ts';
import { formatSecond } from '../frame/format.ts';
import { Refused } from '../frame/refused.tsx';
import { query } from '../office/client.ts';

/** 粘贴文件名看解析结果: what the saved list makes of a name or of a path below the camera's root. */
export function TryName() {
  const [path, setPath] = useState('');
  const given = path.trim();
  const tried = useQuery(
    query.evidence.names.try.queryOptions({
      input: { path: given },
      enabled: given !== '',
      placeholderData: (before) => before,
    }),
  );
  return (
    <section className="sheet try-name">
      <label htmlFor="try-name">试一试：粘贴文件名，看程序认成什么</label>
      <Input
        id="try-name"
        allowClear
        autoComplete="off"
        spellCheck={false}
        maxLength={1000}
        placeholder="如 8888888_123456_20260129205547_0001IMP.mp4，可以带文件夹"
        value={path}
        onChange={(event) => setPath(event.target.value)}
      />
      {given === '' ? null : tried.error ? (
        <Refused error={tried.error} />
      ) : tried.data === undefined ? null : (
        <div role="status">{tried.data === null ? <Unknown /> : <Told tried={tried.data} />}</div>
      )}
    </section>
  );
}

function Unknown() {
  return <p className="try-unknown">没有一条规则认得这个名字。插上后仍可按文件时间导入；也可以在下面加一条规则。</p>;
}

function Told({ tried }: { tried: NameTried }) {
  const { profileName, deviceNo, officerNo, officerName, startAt, sequence, important, encrypted } = tried;
  const officer =
    officerNo === '' ? '没有写' : `${officerNo}${officerName ? ` ${officerName}` : '（没有这个编号的人员）'}`;
  return (
    <Descriptions
      size="small"
      bordered
      column={3}
      items={[
        { key: 'profile', label: '符合规则', children: <b>{profileName}</b> },
        { key: 'device', label: '设备号', children: <span className="number">{deviceNo || '没有写'}</span> },
        { key: 'officer', label: '人员编号', children: <span className="number">{officer}</span> },
        {
          key: 'at',
          label: '开始时间',
          children: <span className="number">{startAt === null ? '没有写，按文件时间' : formatSecond(startAt)}</span>,
        },
        { key: 'sequence', label: '顺序号', children: <span className="number">{sequence || '没有写'}</span> },
        {
          key: 'marks',
          label: '标记',
          children:
            important || encrypted ? (
              <>
                {important ? <Tag color="warning">重点</Tag> : null}
                {encrypted ? <Tag>厂家加密</Tag> : null}
              </>
            ) : (
              '普通'
            ),
        },
      ]}
    />
  );
}
