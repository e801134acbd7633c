import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useRouter } from '@tanstack/react-router';
import { BookOpen, CircleUser, LogOut } from 'lucide-react';
import { Button, Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover, Separator } from 'react-aria-components';
import { inWords } from '../server/client.ts';
import { meQuery, signOut } from '../server/session.ts';
import { ACCOUNT_PAGES } from './pages.ts';

/** Who is signed in, the pages that are not for every day, and the way out. */
export function AccountMenu() {
  const { data: me } = useQuery(meQuery);
  const navigate = useNavigate();
  const leaving = useSignOut();
  return (
    <>
      {leaving.error ? (
        <span role="alert" className="bar-note">
          You are still signed in. {inWords(leaving.error)}
        </span>
      ) : null}
      <MenuTrigger>
        <Button aria-label="Account" className="icon" isDisabled={leaving.isPending}>
          <CircleUser aria-hidden size={22} />
        </Button>
        <Popover className="popover menu" placement="bottom end">
          <Menu aria-label="Account">
            <MenuSection aria-label="Pages">
              <Header className="menu-head">
                Signed in as <b dir="auto">{me?.userId}</b>
              </Header>
              {ACCOUNT_PAGES.filter(({ operatorsOnly }) => !operatorsOnly || me?.operator).map(
                ({ to, name, icon: Icon }) => (
                  <MenuItem key={to} className="option" textValue={name} onAction={() => navigate({ to })}>
                    <Icon aria-hidden size={18} />
                    {name}
                  </MenuItem>
                ),
              )}
              <MenuItem className="option" textValue="API reference" href="/docs" target="_blank">
                <BookOpen aria-hidden size={18} />
                API reference
              </MenuItem>
            </MenuSection>
            <Separator />
            <MenuItem className="option" textValue="Sign out" onAction={() => leaving.mutate()}>
              <LogOut aria-hidden size={18} />
              Sign out
            </MenuItem>
          </Menu>
        </Popover>
      </MenuTrigger>
    </>
  );
}

function useSignOut() {
  const queries = useQueryClient();
  const router = useRouter();
  return useMutation({
    mutationFn: signOut,
    // Not later by itself: who reads that it failed may have gone.
    networkMode: 'always',
    onSuccess: async () => {
      queries.clear();
      await router.navigate({ to: '/sign-in' });
    },
  });
}
