/**
 * Loads every kind of matter of this version. Code that handles matters of all kinds without an app imports this file.
 */
import './serviceRequests/kind'
