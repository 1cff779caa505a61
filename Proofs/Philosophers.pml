/* Dining philosophers as agents that act and observe: the rules of
   Sources/Suite/Conformance/Checker/Models/AgentPhilosophers.swift for two philosophers in Promela.

     spin -a -DROUNDS=2 -DASYMMETRIC=1 Philosophers.pml && gcc -O2 -DSAFETY -o pan pan.c && ./pan -m100000

   One process chooses among all steps. Inboxes are channels; a fork's holder and those who wait for it are numbered from 1. */

#ifndef ROUNDS
#define ROUNDS 1
#endif
#ifndef ASYMMETRIC
#define ASYMMETRIC 0
#endif
#define LAST (6 * ROUNDS)

byte step[2];                          /* of each philosopher; those of all rounds count on */
byte grants[2];                        /* grants that each philosopher has not taken yet */
chan inbox[2] = [6] of { byte };       /* of each fork: twice the philosopher, plus 1 for a release */
chan waiting[2] = [2] of { byte };
byte holder[2];                        /* 0 for none */
bool owes[2];                          /* whether the holder's grant is not yet published */
byte event = 0;                        /* what a fork is serving; 0 between steps */

/* The first fork is asked for, taken and given back in steps 0, 1 and 5, the second in between. */
#define IS_FIRST(p) (step[p] % 6 < 2 || step[p] % 6 == 5)
#define SWAPS(p) (ASYMMETRIC && p == 1)
#define FORK(p) ((IS_FIRST(p) != SWAPS(p)) -> p : 1 - p)

#define STEPS(p) \
  :: d_step { step[p] < LAST && (step[p] % 6 == 0 || step[p] % 6 == 2) -> inbox[FORK(p)]!(2 * p); step[p]++ } \
  :: d_step { step[p] < LAST && (step[p] % 6 == 1 || step[p] % 6 == 3) && grants[p] > 0 -> grants[p]--; step[p]++ } \
  :: d_step { step[p] < LAST && step[p] % 6 >= 4 -> inbox[FORK(p)]!(2 * p + 1); step[p]++ } \
  :: d_step { owes[p] -> grants[holder[p] - 1]++; owes[p] = false } \
  :: d_step { !owes[p] && len(inbox[p]) > 0 -> inbox[p]?event; \
       if \
       :: event % 2 == 1 && len(waiting[p]) > 0 -> waiting[p]?event; holder[p] = event; owes[p] = true \
       :: event % 2 == 1 && len(waiting[p]) == 0 -> holder[p] = 0 \
       :: event % 2 == 0 && holder[p] == 0 -> holder[p] = event / 2 + 1; owes[p] = true \
       :: event % 2 == 0 && holder[p] != 0 -> waiting[p]!(event / 2 + 1) \
       fi; event = 0 }

init {
end:
  do
  STEPS(0)
  STEPS(1)
  od
}
