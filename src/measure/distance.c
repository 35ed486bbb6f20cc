/* SPDX-License-Identifier: Apache-2.0 */
/* Great-circle distance by the haversine, exact to rounding for near points too:
 *
 *   h = sin²(Δφ/2) + cos φ₁ cos φ₂ sin²(Δλ/2),   distance = 2 r asin √h
 *
 * on a sphere of the mean radius r = 6371.0088 km (Moritz 2000, "Geodetic Reference System 1980",
 * Journal of Geodesy 74, 128–133); within about 0.5 % of the ellipsoid. Sinnott 1984, "Virtues of
 * the Haversine", Sky and Telescope 68(2), 159. */
#include <math.h>

#include "entente/measure.h"

static const double earth_radius_km = 6371.0088;

static double radians(double degrees) {
    return degrees * (M_PI / 180);
}

double ent_distance_km(double lat1, double lon1, double lat2, double lon2) {
    double north = sin(radians(lat2 - lat1) / 2);
    double east = sin(radians(lon2 - lon1) / 2);
    double h = north * north + cos(radians(lat1)) * cos(radians(lat2)) * east * east;
    /* Rounding may carry antipodes past 1, where asin is not defined. */
    return h > 1 ? 2 * earth_radius_km * asin(1) : 2 * earth_radius_km * asin(sqrt(h));
}
