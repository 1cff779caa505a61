#include <gmp.h>

/* ExactNumbers keeps machine words where GMP keeps limbs and relies on the two having the same size. */
#if GMP_LIMB_BITS != 64 || GMP_NAIL_BITS != 0
#error "limbs of 64 bits are expected"
#endif
