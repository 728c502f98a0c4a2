import { DEFAULT_OPTIONS, parseDuration, parseOptions } from './options';

describe('options', () => {
  it.each([
    ['90', 90],
    ['90s', 90],
    ['30m', 1800],
    ['4h', 14400],
    ['1.5h', 5400],
  ])('%s is %d s', (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds);
  });

  it('has defaults', () => {
    expect(parseOptions([])).toEqual(DEFAULT_OPTIONS);
  });

  it('simulates four hours when a history file is wanted', () => {
    expect(parseOptions(['--history-file', 'x.om'])).toMatchObject({ historySeconds: 14400, historyFile: 'x.om' });
    expect(parseOptions(['--history-file', 'x.om', '--history', '30m']).historySeconds).toBe(1800);
  });

  it.each([
    [['--preset', 'huge'], /--preset must be one of lab, medium, large, variants, .*, not "huge"/],
    [['--port', 'x'], /--port must be a number/],
    [['--speed=-1'], /--speed must be a number/],
    [['--wva-version', '0.6'], /--wva-version must be one of 0.4, 0.5, 0.7, 0.8, 0.9, none/],
    [['--history', 'long'], /"long" is not a duration/],
    [['--nonsense'], /Unknown option '--nonsense'/],
  ])('names what is wrong in %j', (args, message) => {
    expect(() => parseOptions(args)).toThrow(message);
  });
});
