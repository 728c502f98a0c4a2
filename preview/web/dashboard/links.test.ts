import { linkUrl } from './links';

const SEARCH = '?from=now-3h&to=now&var-namespace=a%26b&var-model=x&var-model=y&refresh=10s&viewPanel=3';

test.each([
  [{ keepTime: true, includeVars: false }, '/d/b?from=now-3h&to=now'],
  [{ keepTime: false, includeVars: true }, '/d/b?var-namespace=a%26b&var-model=x&var-model=y'],
  [{ keepTime: true, includeVars: true }, '/d/b?from=now-3h&to=now&var-namespace=a%26b&var-model=x&var-model=y'],
  [{}, '/d/b'],
])('a link with %j takes along what it says', (how, expected) => {
  expect(linkUrl({ title: 'b', url: '/d/b', ...how }, SEARCH)).toBe(expected);
});
