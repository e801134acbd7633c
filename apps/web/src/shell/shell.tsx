import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useLive } from '../server/live.ts';
import { AccountMenu } from './account-menu.tsx';
import { ConnectionNote } from './connection-note.tsx';
import { Later } from './later.tsx';
import { MAIN_PAGES } from './pages.ts';
import { UploadsNote } from './uploads-note.tsx';
import { useScrolledPage } from './use-scrolled-page.ts';
import { useSession } from './use-session.ts';
import { Wordmark } from './wordmark.tsx';

/** What is around every page of somebody who is signed in. */
export function Shell() {
  useLive();
  useSession();
  useStrayDrops();
  const content = useFocusedPage();
  useScrolledPage(content);
  return (
    <div className="shell">
      <a className="skip" href="#content">
        Skip to the content
      </a>
      <header className="bar">
        <Wordmark />
        <nav aria-label="Pages">
          {MAIN_PAGES.map(({ to, name, icon: Icon }) => (
            <Link key={to} to={to} activeOptions={{ exact: to === '/', includeSearch: false }} className="tab">
              <Icon aria-hidden size={18} />
              {name}
            </Link>
          ))}
        </nav>
        <AccountMenu />
      </header>
      <ConnectionNote />
      <main id="content" ref={content} tabIndex={-1}>
        <Later>
          <Outlet />
        </Later>
      </main>
      <UploadsNote />
    </div>
  );
}

/** Files that are dropped beside what takes them stay away: browsers would leave the page and open them. */
function useStrayDrops() {
  useEffect(() => {
    const refuse = (event: DragEvent) => {
      if (event.defaultPrevented || !event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'none';
    };
    window.addEventListener('dragover', refuse);
    window.addEventListener('drop', refuse);
    return () => {
      window.removeEventListener('dragover', refuse);
      window.removeEventListener('drop', refuse);
    };
  }, []);
}

/** A page that is gone takes the focus with it; what is read and where Tab goes on begins with the new one. */
function useFocusedPage() {
  const content = useRef<HTMLElement>(null);
  const page = useLocation({ select: ({ pathname }) => pathname });
  const before = useRef(page);
  useEffect(() => {
    if (before.current !== page) content.current?.focus({ preventScroll: true });
    before.current = page;
  }, [page]);
  return content;
}
