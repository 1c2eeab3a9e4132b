import { Skeleton } from 'antd';
import { type ComponentType, type LazyExoticComponent, lazy, Suspense } from 'react';
import { Navigate, Route, Routes, useLocation } from 'react-router';
import type { Role } from '../preload/contract/people.ts';
import { homeFor, type PagePath, pagesFor } from './frame/access.ts';
import { ErrorBoundary } from './frame/error-boundary.tsx';

type LazyPage = LazyExoticComponent<ComponentType>;
const cases = lazy(() => import('./cases/cases.page.tsx'));
const subjects = lazy(() => import('./subjects/subjects.page.tsx'));
const inspections = lazy(() => import('./inspections/inspections.page.tsx'));

const ROUTES: readonly { path: string; page: PagePath; Page: LazyPage }[] = [
  { path: '/', page: '/', Page: lazy(() => import('./today/today.page.tsx')) },
  { path: '/penalty/:draftId?', page: '/penalty', Page: lazy(() => import('./penalty/penalty.page.tsx')) },
  { path: '/reception', page: '/reception', Page: lazy(() => import('./reception/reception.page.tsx')) },
  { path: '/cases', page: '/cases', Page: cases },
  { path: '/cases/:caseId', page: '/cases', Page: cases },
  { path: '/orders', page: '/orders', Page: lazy(() => import('./orders/orders.page.tsx')) },
  { path: '/evidence', page: '/evidence', Page: lazy(() => import('./evidence/evidence.page.tsx')) },
  { path: '/inspections', page: '/inspections', Page: inspections },
  { path: '/inspections/:codeId', page: '/inspections', Page: inspections },
  { path: '/subjects', page: '/subjects', Page: subjects },
  { path: '/subjects/:subjectId', page: '/subjects', Page: subjects },
  { path: '/devices', page: '/devices', Page: lazy(() => import('./devices/devices.page.tsx')) },
  { path: '/sync', page: '/sync', Page: lazy(() => import('./sync/sync.page.tsx')) },
  { path: '/people', page: '/people', Page: lazy(() => import('./people/people.page.tsx')) },
  { path: '/settings', page: '/settings', Page: lazy(() => import('./settings/settings.page.tsx')) },
];

/** The pages that these roles may open; any other address leads to their first page. */
export function Pages({ roles }: { roles: readonly Role[] }) {
  const { pathname } = useLocation();
  const open = new Set<PagePath>(pagesFor(roles).map((page) => page.path));
  return (
    <ErrorBoundary resetKey={pathname}>
      <Suspense fallback={<Skeleton active className="page-loading" />}>
        <Routes>
          {ROUTES.filter((route) => open.has(route.page)).map(({ path, Page }) => (
            <Route key={path} path={path} element={<Page />} />
          ))}
          <Route path="*" element={<Navigate to={homeFor(roles)} replace />} />
        </Routes>
      </Suspense>
    </ErrorBoundary>
  );
}
