/**
 * Locations, connectors, and drivers: pseudonymous everywhere but in the one table that can be
 * erased.
 */

import type { MigrationInterface, QueryRunner } from 'typeorm'

import { forwardOnly } from '../forward-only.js'

export class SitesAndDrivers1763800000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table location (
        id uuid primary key,
        operator_id uuid not null references operator,
        ocpi_id text not null,
        name text not null,
        city text not null,
        country char(2) not null,
        time_zone text not null,
        created_at timestamptz not null,
        constraint location_ocpi_id unique (operator_id, ocpi_id)
      )`)
    await runner.query(`select protect_tenant('location', 'select, insert, update')`)

    await runner.query(`
      create table connector (
        id uuid primary key,
        operator_id uuid not null references operator,
        location_id uuid not null references location,
        evse_uid text not null,
        connector_id text not null,
        standard text not null,
        power_type text not null,
        max_power_w integer not null,
        created_at timestamptz not null,
        constraint connector_ocpi_id unique (operator_id, evse_uid, connector_id),
        constraint connector_power_type check (power_type in ('AC_1_PHASE', 'AC_2_PHASE', 'AC_3_PHASE', 'DC')),
        constraint connector_max_power check (max_power_w > 0)
      )`)
    await runner.query(`create index connector_location on connector (location_id)`)
    await runner.query(`select protect_tenant('connector', 'select, insert, update')`)

    await runner.query(`
      create table driver (
        id uuid primary key,
        operator_id uuid not null references operator,
        created_at timestamptz not null
      )`)
    await runner.query(`create index driver_operator on driver (operator_id)`)
    await runner.query(`select protect_tenant('driver', 'select, insert')`)

    // The only table that knows who a driver is. Deleting a row erases the person and leaves the
    // book whole.
    await runner.query(`
      create table driver_person (
        driver_id uuid primary key references driver,
        operator_id uuid not null references operator,
        external_id text,
        name text,
        email text,
        constraint driver_person_external_id unique (operator_id, external_id)
      )`)
    await runner.query(`select protect_tenant('driver_person', 'select, insert, update, delete')`)

    await runner.query(`
      create table payment_method (
        id uuid primary key,
        operator_id uuid not null references operator,
        driver_id uuid not null references driver,
        shopper_reference text not null,
        stored_payment_method_id text not null,
        brand text,
        created_at timestamptz not null,
        disabled_at timestamptz,
        constraint payment_method_token unique (operator_id, stored_payment_method_id)
      )`)
    await runner.query(`create index payment_method_driver on payment_method (driver_id)`)
    await runner.query(`select protect_tenant('payment_method', 'select, insert, update')`)
  }

  down = forwardOnly
}
