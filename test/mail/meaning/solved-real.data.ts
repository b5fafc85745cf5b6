import { phrases } from './phrases.ts';

/** Requests to close. */
export const REQUESTS = phrases(`
  请关闭|工单关掉了|工单结掉了|请结单|请关单|请结案|工单关了|工单关吧|工单关即可|please close it|mark it solved|consider it solved
`);

/** Solutions that ask for nothing. */
export const NO_REQUESTS = phrases(`
  解决了关了机的问题|it fixed the points to consider issue|it solved the big question mark issue
`);

/** Sentences that ask not to close. */
export const NOT_TO_CLOSE = phrases(`
  不要请关闭工单|别请关闭工单|不请关闭工单|not  please close it|n't  please close it|never  please close it|not s please close it
  not  sure please close it|not sure  please close it
`);

/** Sentences that ask to close. */
export const TO_CLOSE = phrases(`
  I am not sure, please close it|别x请关闭工单|xnot please close it
`);

/** Before 解决了: it is not so, or not yet. */
export const UNREAL_CHINESE = phrases(`
  没|未|并非|无法|是否|能否|可否|何时|什么时候|如果|若|要是|假如|一旦|待|等|直到|希望|请|尽快|尽早|早日|麻烦|需要|怎么|如何|怎样|才|马上|会|将|以为|应该|可能|也许|大概|不
`);

/** Before 解决了: it is so. */
export const REAL_CHINESE = phrases(`
  等功能|等问题|等方面|等情况|等操作|等系统|等模块|会议|会员|会计|会话|没，
`);

/** Before a phrase that begins with its verb ("works, thanks"): it is not so, or not yet. */
export const UNREAL_ENGLISH = phrases(`
  never|hardly|cannot|if|once|when|until|unless|whether|hope|hopefully|please|need|want|would|could|should|must
  get|as soon as|before|without|how|why|far from|thought|expected|supposed|assume|waiting|till|will|might|may
  can|be|is|are|was|has|let me know|n't|not x|no|xi confirm
`);

/** Before such a phrase: it is so. */
export const REAL_ENGLISH = phrases(`
  i confirm|we confirm|to confirm|hereby confirm|gladly confirm|now confirm|not.|xno
`);

/** Before a phrase with its own subject ("it is solved"): it is in doubt. */
export const DOUBTED = phrases(`
  not|never|hardly|if|once|when|until|unless|whether|hope|hopefully|please|need|want|would|could|should|must
  as soon as|before|without|how|why|far from|thought|expected|supposed|assume|waiting|till|will|might|may
  let me know|confirm|n't|xi confirm
`);

/** Before such a phrase: it is so. */
export const UNDOUBTED = phrases(`
  i confirm|we confirm|can confirm|to confirm|hereby confirm|gladly confirm|now confirm|not.|ifx|xif
`);
