/* Two-phase commit after Gray and Lamport ("Consensus on Transaction Commit", 2006): the rules of
   Sources/Suite/Conformance/Checker/Models/TwoPhaseCommit.swift in Promela, so that Spin can be asked the same question.

     spin -a -DN=8 TwoPhase.pml && gcc -O2 -DSAFETY -o pan pan.c && ./pan -m100000

   One process chooses among all steps. Sets of managers are bit masks; the transaction manager has sent Commit or Abort exactly
   when it has committed or aborted. */

#ifndef N
#define N 3
#endif
#define ALL ((1 << N) - 1)

mtype = { working, prepared, committed, aborted };

mtype rm[N];        /* the resource managers */
byte tm = 0;        /* the transaction manager: 0 open, 1 committed, 2 aborted */
short taken = 0;    /* whose Prepared it has taken in */
short sent = 0;     /* who has sent Prepared */

#define STEPS(r) \
  :: d_step { tm == 0 && (sent & (1 << r)) -> taken = taken | (1 << r) } \
  :: d_step { rm[r] == working -> rm[r] = prepared; sent = sent | (1 << r) } \
  :: d_step { rm[r] == working -> rm[r] = aborted } \
  :: d_step { tm == 1 -> rm[r] = committed } \
  :: d_step { tm == 2 -> rm[r] = aborted }

init {
  d_step { byte i = 0; do :: i < N -> rm[i] = working; i++ :: else -> i = 0; break od }
end:
  do
  :: d_step { tm == 0 && taken == ALL -> tm = 1 }
  :: d_step { tm == 0 -> tm = 2 }
  STEPS(0)
#if N > 1
  STEPS(1)
#endif
#if N > 2
  STEPS(2)
#endif
#if N > 3
  STEPS(3)
#endif
#if N > 4
  STEPS(4)
#endif
#if N > 5
  STEPS(5)
#endif
#if N > 6
  STEPS(6)
#endif
#if N > 7
  STEPS(7)
#endif
  od
}
