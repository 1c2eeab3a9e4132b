import { useMutation, useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { type Officer, ROLES } from '../../preload/contract/people.ts';
import { isAdministrator } from '../frame/access.ts';
import { Refused } from '../frame/refused.tsx';
import { query } from '../office/client.ts';
import { CertificateDot } from './certificate.tsx';
import './people.css';
import { useSignIn } from './use-sign-in.ts';

const GROUPS: readonly { name: string; holds: (officer: Officer) => boolean }[] = [
  { name: '办案', holds: (one) => one.roles.some((role) => role === 'OFFICER' || role === 'AUX') },
  { name: '审核、审批与内勤', holds: (one) => !isAdministrator(one.roles) },
  { name: '三员（看不到案件内容）', holds: () => true },
];

/** The demo officers as cards, grouped by what they come to the desk for. */
export function DemoOfficers() {
  const officers = useQuery(query.people.demoOfficers.queryOptions());
  const door = useSignIn();
  const signIn = useMutation(query.people.signInAs.mutationOptions({ onSuccess: door.enter }));
  if (officers.isPending) return <Skeleton active />;
  return (
    <>
      <Refused error={officers.error ?? signIn.error} />
      {grouped(officers.data ?? []).map(({ name, members }) => (
        <section key={name}>
          <h2 className="deck-name">{name}</h2>
          <div className="deck">
            {members.map((officer) => (
              <button
                key={officer.id}
                type="button"
                className="officer-card"
                disabled={signIn.isPending}
                onClick={() => signIn.mutate({ officerId: officer.id })}
              >
                <b>{officer.name}</b>
                <span className="quiet number">工号 {officer.number}</span>
                <span className="officer-roles">
                  {officer.roles.map((role) => ROLES[role]).join('、') || '未授角色'}
                </span>
                {officer.certState === 'NONE' ? <span /> : <CertificateDot officer={officer} />}
                <span className="quiet officer-unit">{officer.unit}</span>
              </button>
            ))}
          </div>
        </section>
      ))}
    </>
  );
}

function grouped(officers: readonly Officer[]): { name: string; members: Officer[] }[] {
  const members = GROUPS.map(({ name }) => ({ name, members: [] as Officer[] }));
  for (const officer of officers) members[GROUPS.findIndex((group) => group.holds(officer))]?.members.push(officer);
  return members.filter((group) => group.members.length > 0);
}
