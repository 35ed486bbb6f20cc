/* SPDX-License-Identifier: Apache-2.0 */
#include "support.h"

#include <math.h>

#include "entente/measure.h"

static const double radius = 6371.0088;

static double naive(double lat1, double lon1, double lat2, double lon2) {
    /* Length of the chord between the two points of the unit sphere. */
    double r = M_PI / 180;
    double x = cos(lat1 * r) * cos(lon1 * r) - cos(lat2 * r) * cos(lon2 * r);
    double y = cos(lat1 * r) * sin(lon1 * r) - cos(lat2 * r) * sin(lon2 * r);
    double z = sin(lat1 * r) - sin(lat2 * r);
    return 2 * radius * asin(fmin(1, sqrt(x * x + y * y + z * z) / 2));
}

static void agrees_with_the_chord(void **unused) {
    (void)unused;
    for (int a = -80; a <= 80; a += 20)
        for (int b = -75; b <= 85; b += 20)
            for (int east = -170; east <= 190; east += 45) {
                double got = ent_distance_km(a, 10, b, 10 + east);
                assert_true(fabs(got - naive(a, 10, b, 10 + east)) < 1e-4);
                assert_true(fabs(got - ent_distance_km(b, 10 + east, a, 10)) < 1e-9);
            }
}

static void limits_are_exact(void **unused) {
    (void)unused;
    assert_true(ent_distance_km(55.75, 37.62, 55.75, 37.62) == 0);
    assert_true(fabs(ent_distance_km(90, 0, -90, 0) - M_PI * radius) < 1e-9);
    assert_true(fabs(ent_distance_km(12.3, 45.6, -12.3, -134.4) - M_PI * radius) < 1e-3);
    assert_true(fabs(ent_distance_km(0, 0, 0, 90) - M_PI / 2 * radius) < 1e-9);
    assert_true(fabs(ent_distance_km(0, -179.5, 0, 179.5) - M_PI / 180 * radius) < 1e-9);
    /* A metre is told from none, where the law of cosines fails. */
    assert_true(fabs(ent_distance_km(40, 0, 40 + 9e-6, 0) - 9e-6 * M_PI / 180 * radius) < 1e-10);
    assert_true(isnan(ent_distance_km(ent_missing(), 0, 0, 0)));
    assert_true(isnan(ent_distance_km(0, 0, 0, ent_missing())));
}

static void moscow_lies_5800_km_from_beijing(void **unused) {
    (void)unused;
    /* 55.7558 N 37.6173 E, 39.9042 N 116.4074 E; 5,795 km on the WGS 84 ellipsoid. */
    assert_true(fabs(ent_distance_km(55.7558, 37.6173, 39.9042, 116.4074) - 5795) < 0.005 * 5795);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_the_chord),
        cmocka_unit_test(limits_are_exact),
        cmocka_unit_test(moscow_lies_5800_km_from_beijing),
    };
    return RUN_TESTS(tests);
}
