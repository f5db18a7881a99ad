/**
 * Every kind of matter that this version knows. Whatever handles matters of all kinds without an app loads this file.
 */
import './serviceRequests/kind'
