/* SPDX-License-Identifier: Apache-2.0 */
/* Target statistics: those of the reference figures (RSiena 1.6.5), exactly. */
#include "support.h"

#include <math.h>

#include "dynamics/support_reference.h"

/* The reference prints 15 digits; sums of up to 10⁵ of them round in the last few. */
static const double tolerance = 1e-12;

static void targets_equal_the_reference(void **state) {
    (void)state;
    for (size_t m = 0; m < REFERENCE_MODELS; m++) {
        const reference_figures *own = &reference_all[m];
        reference made;
        double want[64] = {0};
        double got[64];
        size_t lines = reference_read(own, shared_path, 1, 3, want);
        if (lines == 0 || !own->make(&made, shared_path)) skip();
        ent_error err = {0};
        assert_ok(ent_saom_targets(made.model, got, &err), &err);
        size_t line = 0;
        for (size_t k = 0; k < ent_saom_parameter_count(made.model); k++) {
            if (made.conditional && ent_saom_parameter_at(made.model, k).basic) continue;
            assert_true(line < lines);
            double off = fabs(got[k] - want[line]);
            if (off > tolerance * fmax(1, fabs(want[line])))
                fail_msg("%s, %s: %.15g, not %.15g", own->name,
                         ent_saom_parameter_at(made.model, k).effect, got[k], want[line]);
            line++;
        }
        assert_int_equal(line, lines);
        reference_free(&made);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(targets_equal_the_reference)};
    return RUN_TESTS(tests);
}
