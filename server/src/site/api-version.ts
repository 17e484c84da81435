/**
 * The version of the protocol that this server speaks, which is what `ping` answers and what clients of the
 * protocol compare with their minimum. It is not Canopy's own version.
 */
export const apiVersion = '4.18.0';
