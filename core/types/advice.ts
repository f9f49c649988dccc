/** Why an approach is advised and what would change that: the keys of the points, each with the values that its words name. */

/** `arm`, `than`, `over`, `a`, `b` are kinds of arms; `points`, `low`, `high` hundredths of the measure that the comparison turns on. */
export const adviceReasons = [
  // what the use asks for
  'must-cite',
  'no-documents',
  'facts-in-papers', // passages beat training where facts are asked for: Ovadia 2023 arXiv:2312.05934, Soudani 2024 arXiv:2403.01432
  'style-in-papers', // training teaches style, format and the use of passages: RAFT arXiv:2403.10131; whether it helps differs by base: SMU Data Sci. Review 8(2)
  'changes-often', // an adapter knows the documents as they were
  'changed-lately', // documents, changed: in a month
  'checkable', // passages can be looked at
  // what is known of the adapter
  'stale', // documents, changed, gone
  'too-stale', // documents, changed, gone
  'few-examples', // have, need
  // what was measured
  'not-measured',
  'arm-not-measured', // arm
  'tiny-base',
  'few-questions', // have, need
  'better', // a, b, points, low, high, questions
  'alike', // a, b, points: no difference as large as that
  'unclear', // a, b, low, high, questions
  'no-gain', // arm, over: the adapter has not helped
  'cites-worse', // arm, than
  'refuses-less', // arm, than: answers what the passages do not say
  'keep-rag', // nothing measured was shown to be better
  'simpler', // arm, than
  'faster', // arm, than, times
  'slower', // arm, than, times
] as const
export type AdviceReason = (typeof adviceReasons)[number]

export const adviceChanges = [
  'measure',
  'measure-arm', // arm
  'bigger-base',
  'more-questions', // have, need
  'more-examples', // have, need
  'more-documents', // have, need
  'retrain',
  'gain', // arm, over, points: were it better by that much
  'no-citing', // arm, points: it was better, but cannot cite
  'changes-less', // arm, points: it was better, but does not follow the documents
  'changes-more',
  'each-language', // languages: one mean hides that they differ
] as const
export type AdviceChange = (typeof adviceChanges)[number]
