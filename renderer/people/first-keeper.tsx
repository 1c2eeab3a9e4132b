import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Popconfirm } from 'antd';
import type { Officer, Role } from '../../preload/contract/people.ts';
import { holds } from '../frame/access.ts';
import { useTell } from '../frame/tell.ts';
import { query } from '../office/client.ts';

/** An office without a security administrator: nobody can give roles, and the system administrator appoints the first. */
export function lacksKeeper(officers: readonly Officer[]): boolean {
  return !officers.some((one) => one.status === 'ACTIVE' && one.roles.includes('SEC_ADMIN'));
}

/** Whom this person may appoint as the first security administrator. */
export function mayAppoint(roles: readonly Role[], officers: readonly Officer[], one: Officer): boolean {
  return holds(roles, 'SYS_ADMIN') && lacksKeeper(officers) && one.status === 'ACTIVE' && one.roles.length === 0;
}

/** What the first administrator of a new office has to do before anybody else can work. */
export function FirstKeeperNote() {
  return (
    <Alert
      type="warning"
      showIcon
      className="first-keeper"
      title="还没有安全管理员，别人的角色没有人能授"
      description="请先新增一个人，为他设口令，再点他那一行的「指定为安全管理员」。只能指定这一位；以后的角色由他来授。"
    />
  );
}

export function AppointKeeper({ officer }: { officer: Officer }) {
  const tell = useTell();
  const queryClient = useQueryClient();
  const appoint = useMutation(
    query.people.setRoles.mutationOptions({
      onSuccess: ({ name }) => {
        tell.done(`${name} 已是安全管理员，其他人的角色请他来授`);
        queryClient.invalidateQueries({ queryKey: query.people.key() });
      },
      onError: tell.refused,
    }),
  );
  return (
    <Popconfirm
      title={`指定 ${officer.name} 为安全管理员`}
      description="安全管理员管角色，看不到案件，也不能再兼任别的角色。"
      placement="bottomRight"
      okText="指定"
      cancelText="取消"
      onConfirm={() => appoint.mutateAsync({ officerId: officer.id, roles: ['SEC_ADMIN'] }).catch(() => {})}
    >
      <Button size="small" type="primary">
        指定为安全管理员
      </Button>
    </Popconfirm>
  );
}
