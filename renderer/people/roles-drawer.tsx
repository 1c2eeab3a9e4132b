import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Drawer } from 'antd';
import { useState } from 'react';
import { type Officer, ROLES, type Role } from '../../preload/contract/people.ts';
import { isAdministrator } from '../frame/access.ts';
import { Refused } from '../frame/refused.tsx';
import { useTell } from '../frame/tell.ts';
import { query } from '../office/client.ts';

const ALL = Object.keys(ROLES) as Role[];
const GROUPS = [
  { name: '办案与审核', roles: ALL.filter((role) => !isAdministrator([role])) },
  { name: '三员（只能单独担任，看不到案件内容）', roles: ALL.filter((role) => isAdministrator([role])) },
];

/** Roles of one person (security administrator). The office refuses what may not be held together. */
export function RolesDrawer({ officer, onClose }: { officer: Officer | null; onClose: () => void }) {
  return (
    <Drawer
      title={`授予 ${officer?.name ?? ''} 的角色`}
      size={400}
      open={officer !== null}
      onClose={onClose}
      destroyOnHidden
    >
      {officer ? <RolesForm officer={officer} onClose={onClose} /> : null}
    </Drawer>
  );
}

function RolesForm({ officer, onClose }: { officer: Officer; onClose: () => void }) {
  const queryClient = useQueryClient();
  const tell = useTell();
  const [roles, setRoles] = useState<Role[]>(officer.roles);
  const save = useMutation(
    query.people.setRoles.mutationOptions({
      onSuccess: ({ name }) => {
        tell.done(`${name} 的角色已更新`);
        queryClient.invalidateQueries({ queryKey: query.people.key() });
        onClose();
      },
    }),
  );
  return (
    <>
      <Refused error={save.error} />
      {GROUPS.map((group) => (
        <fieldset key={group.name} className="role-group">
          <legend>{group.name}</legend>
          <Checkbox.Group
            value={roles.filter((role) => group.roles.includes(role))}
            onChange={(chosen) => setRoles([...roles.filter((role) => !group.roles.includes(role)), ...chosen])}
            options={group.roles.map((value) => ({ value, label: ROLES[value] }))}
          />
        </fieldset>
      ))}
      <Button
        type="primary"
        block
        loading={save.isPending}
        onClick={() => save.mutate({ officerId: officer.id, roles })}
      >
        保存
      </Button>
    </>
  );
}
