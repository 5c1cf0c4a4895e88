// What is fetched only where it is used: most of what a playground with everything open has besides
// its picture, its cards and its charts, and the surface of real data.

import { endOf } from "./basins.js";
import { startsMap } from "./basins_view.js";
import { digits } from "./digits.js";
import { duel } from "./duel.js";
import { keepsake } from "./keepsake.js";
import { bring } from "./later.js";
import { curvatures, rates } from "./spectrum.js";
import { spectrum } from "./spectrum_view.js";

bring({ startsMap, digits, duel, keepsake, spectrum, endOf, curvatures, rates });
