import { useQuery } from '@tanstack/react-query';
import { Button, Input, Segmented, Table, Tag } from 'antd';
import { useState } from 'react';
import { type Officer, ROLES, type Role } from '../../preload/contract/people.ts';
import { holds } from '../frame/access.ts';
import { useKeys } from '../frame/keys.tsx';
import { Refused } from '../frame/refused.tsx';
import { query } from '../office/client.ts';
import { CertificateDot } from './certificate.tsx';
import { AppointKeeper, FirstKeeperNote, lacksKeeper, mayAppoint } from './first-keeper.tsx';
import { NEW_OFFICER, OfficerDrawer, type OfficerToEdit } from './officer-drawer.tsx';
import { officerMatches } from './officer-matches.ts';
import { PasswordDrawer } from './password-drawer.tsx';
import { RolesDrawer } from './roles-drawer.tsx';

type Shown = 'ACTIVE' | 'LEFT';

/** The list; what can be done to a line depends on which administrator looks. */
export function Officers({ roles }: { roles: readonly Role[] }) {
  const officers = useQuery(query.people.list.queryOptions());
  const [words, setWords] = useState('');
  const [shown, setShown] = useState<Shown>('ACTIVE');
  const [edited, setEdited] = useState<OfficerToEdit | null>(null);
  const [roled, setRoled] = useState<Officer | null>(null);
  const [keyed, setKeyed] = useState<Officer | null>(null);
  const keepsAccounts = holds(roles, 'SYS_ADMIN');
  const keepsRoles = holds(roles, 'SEC_ADMIN');
  useKeys(keepsAccounts ? [{ keys: 'Ctrl+N', words: '新增人员', run: () => setEdited(NEW_OFFICER) }] : []);
  const all = officers.data ?? [];
  const rows = all.filter((one) => one.status === shown && officerMatches(one, words));
  return (
    <>
      <Refused error={officers.error} />
      {keepsAccounts && officers.data && lacksKeeper(officers.data) ? <FirstKeeperNote /> : null}
      <div className="list-head">
        <Input.Search
          allowClear
          placeholder="姓名、工号、证号、单位"
          aria-label="查找人员"
          style={{ width: 240 }}
          onChange={(event) => setWords(event.target.value)}
        />
        <Segmented<Shown>
          value={shown}
          onChange={setShown}
          options={[
            { value: 'ACTIVE', label: `在岗 ${all.filter((one) => one.status === 'ACTIVE').length}` },
            { value: 'LEFT', label: `已离岗 ${all.filter((one) => one.status === 'LEFT').length}` },
          ]}
        />
        {keepsAccounts ? (
          <Button type="primary" className="list-head-end" onClick={() => setEdited(NEW_OFFICER)}>
            新增人员（Ctrl+N）
          </Button>
        ) : null}
      </div>
      <Table<Officer>
        size="small"
        rowKey="id"
        sticky
        loading={officers.isPending}
        pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
        dataSource={rows}
        locale={{ emptyText: words ? '没有符合的人员。' : '还没有人员。系统管理员新增后会出现在这里。' }}
        columns={[
          { title: '姓名', width: 100, render: (_, one) => <b>{one.name}</b> },
          { title: '工号', dataIndex: 'number', width: 96, className: 'number' },
          { title: '单位', dataIndex: 'unit', ellipsis: true },
          {
            title: '角色',
            render: (_, one) =>
              one.roles.length > 0 ? one.roles.map((role) => <Tag key={role}>{ROLES[role]}</Tag>) : <i>未授角色</i>,
          },
          { title: '执法证号', width: 140, className: 'number', render: (_, one) => one.certNo || '—' },
          {
            title: '有效期',
            width: 220,
            render: (_, one) => (
              <span className="number">
                <CertificateDot officer={one} /> {one.certTo ? <span className="quiet">至 {one.certTo}</span> : null}
              </span>
            ),
          },
          ...(keepsAccounts || keepsRoles
            ? [
                {
                  title: '',
                  width: keepsAccounts ? (lacksKeeper(all) ? 320 : 190) : 90,
                  render: (_: unknown, one: Officer) => (
                    <div className="line-acts">
                      {keepsAccounts ? (
                        <>
                          <Button size="small" onClick={() => setEdited(one)}>
                            修改
                          </Button>
                          <Button size="small" onClick={() => setKeyed(one)}>
                            {one.hasPassword ? '重设口令' : '设口令'}
                          </Button>
                        </>
                      ) : null}
                      {mayAppoint(roles, all, one) ? <AppointKeeper officer={one} /> : null}
                      {keepsRoles ? (
                        <Button size="small" onClick={() => setRoled(one)}>
                          授角色
                        </Button>
                      ) : null}
                    </div>
                  ),
                },
              ]
            : []),
        ]}
      />
      <OfficerDrawer officer={edited} onClose={() => setEdited(null)} />
      <RolesDrawer officer={roled} onClose={() => setRoled(null)} />
      <PasswordDrawer officer={keyed} own={false} onClose={() => setKeyed(null)} />
    </>
  );
}
