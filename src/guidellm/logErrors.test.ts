import { logErrors } from './logErrors';
import { parsePrintedSummary } from './printedSummary';

const lines = (text: string) => logErrors(text.split('\n'));

test('errors are grouped by kind, each with its first line, the most frequent first', () => {
  expect(
    lines(`load step one: 10:00 to 10:10
26-11-23 15:00:00|INFO      |guidellm.scheduler:run:12 - error handling is on
26-11-23 15:00:01|ERROR     |guidellm.scheduler:run:12 - Worker process 3 encountered an error: something
httpx.ReadTimeout: took too long
httpx.ConnectTimeout: took too long
✖ Server error '503 Service Unavailable' for url 'http://gateway'
error: GuideLLM ended with 1`)
  ).toEqual([
    { kind: 'Other', count: 2, example: 'Worker process 3 encountered an error: something' },
    { kind: 'Timeout', count: 2, example: 'httpx.ReadTimeout: took too long' },
    { kind: 'HTTP 503', count: 1, example: "Server error '503 Service Unavailable' for url 'http://gateway'" },
  ]);
});

test('an exception counts once, by its first cause', () => {
  const first = `Traceback (most recent call last):
  File "client.py", line 1, in send
    ValueError: in the source of a frame
httpx.ConnectError: All connection attempts failed
`;
  const second = `
The above exception was the direct cause of the following exception:

Traceback (most recent call last):
  File "worker.py", line 1, in run
RuntimeError: Worker process 0 encountered an error
`;
  const one = [{ kind: 'Connection', count: 1, example: 'httpx.ConnectError: All connection attempts failed' }];
  expect(lines(first)).toEqual(one);
  expect(lines(first + second)).toEqual(one);
  expect(lines(`${first}\n${first}`)).toEqual([{ ...one[0], count: 2 }]);
  expect(lines(`26-11-23 15:00:01|ERROR|guidellm:run:1 - refused\n${first}`)).toEqual([
    { kind: 'Connection', count: 1, example: 'refused' },
  ]);
});

test('a log without an error has none, whatever its words', () => {
  expect(
    lines('0 errors\n| Err | Error |\n30 requests succeeded, 2 failed\nBackend validated: no Error: here')
  ).toEqual([]);
  expect(parsePrintedSummary('30 requests succeeded, 2 failed\n').errors).toBeUndefined();
});

test('it is read with the summary', () => {
  expect(parsePrintedSummary('\u001b[31merror: no request succeeded\u001b[0m\r\n').errors).toEqual([
    { kind: 'Other', count: 1, example: 'no request succeeded' },
  ]);
});
