/**
 * The table of azure-devops.md 2, in its order: the newest complete list of the OAuth page, 2025-07-14.
 * A line is: id | name | what it allows, as above | next smaller scope | marks.
 */
export const scopeTable = `
# Full access
app_token | Full access | do everything that you can do | - | high
# Advanced security
vso.advsec | Advanced security (read) | read security alerts | - | high
vso.advsec_write | Advanced security (read and write) | read security alerts and upload analyses | vso.advsec | high
vso.advsec_manage | Advanced security (read, write, manage) | read, change and delete security analyses | vso.advsec_write | high
# Agent pools
vso.agentpools | Agent pools (read) | read agent pools and their jobs
vso.agentpools_manage | Agent pools (read and manage) | manage agents | vso.agentpools | high
vso.environment_manage | Environment (read and manage) | manage environments and agents | vso.agentpools_manage | high
# Analytics
vso.analytics | Analytics (read) | query analytics
# Auditing
vso.auditlog | Audit log (read) | read the audit log
vso.auditstreams_manage | Audit streams | read the audit log and manage its streams | vso.auditlog | high
# Build
vso.build | Build (read) | read builds and their artifacts | vso.hooks_write
vso.build_execute | Build (read and execute) | read and start builds | vso.build | high
# Code
vso.code | Code (read) | read code | vso.hooks_write
vso.code_write | Code (read and write) | read and change code | vso.code | high
vso.code_manage | Code (read, write, manage) | change code and manage repositories | vso.code_write | high
vso.code_full | Code (full) | do everything with code and repositories | vso.code_manage | high
vso.code_status | Code (status) | read and set the status of commits and pull requests
# Connected server
vso.connected_server | Connected server | reach the endpoints of a connected server
# Entitlements
vso.entitlements | Entitlements (read) | read licences
vso.memberentitlementmanagement | Member entitlement (read) | read users and their licences
vso.memberentitlementmanagement_write | Member entitlement (write) | manage users and their licences | vso.memberentitlementmanagement | high
# Extensions
vso.extension | Extensions (read) | read installed extensions | vso.profile
vso.extension_manage | Extensions (read and manage) | install and remove extensions | vso.extension | high
vso.extension.data | Extension data (read) | read the data of extensions | vso.profile
vso.extension.data_write | Extension data (read and write) | read and change the data of extensions | vso.extension.data
# GitHub connections
vso.githubconnections | GitHub connections (read) | read GitHub connections
vso.githubconnections_manage | GitHub connections (read and manage) | manage GitHub connections | vso.githubconnections | high
# Graph and identity
vso.graph | Graph (read) | read users and groups
vso.graph_manage | Graph (manage) | manage users and groups | vso.graph | high
vso.identity | Identity (read) | read identities
vso.identity_manage | Identity (manage) | manage identities | vso.identity | high
# Machine group
vso.machinegroup_manage | Deployment group (read, manage) | manage deployment groups and agents | vso.agentpools_manage | high
# Marketplace
vso.gallery | Marketplace | read Marketplace items | vso.profile
vso.gallery_acquire | Marketplace (acquire) | get Marketplace items | vso.gallery
vso.gallery_publish | Marketplace (publish) | publish Marketplace items | vso.gallery | high
vso.gallery_manage | Marketplace (manage) | manage Marketplace items and publishers | vso.gallery_publish | high
# Notifications
vso.notification | Notifications (read) | read notification subscriptions | vso.profile
vso.notification_write | Notifications (write) | change notification subscriptions | vso.notification
vso.notification_manage | Notifications (manage) | manage notification subscriptions | vso.notification_write
vso.notification_diagnostics | Notifications (diagnostics) | read notification logs | vso.notification
# Packaging
vso.packaging | Packaging (read) | read packages | vso.profile
vso.packaging_write | Packaging (read and write) | read and add packages | vso.packaging | high
vso.packaging_manage | Packaging (read, write, manage) | read, add and delete packages | vso.packaging_write | high
# Pipeline resources
vso.pipelineresources_use | Pipeline resources (use) | approve the use of protected resources | - | high
vso.pipelineresources_manage | Pipeline resources (use and manage) | manage protected resources | vso.pipelineresources_use | high
# Project and team
vso.project | Project and team (read) | read projects and teams
vso.project_write | Project and team (read and write) | read and change projects and teams | vso.project
vso.project_manage | Project and team (read, write, manage) | create and delete projects and teams | vso.project_write | high
# Release
vso.release | Release (read) | read releases | vso.profile
vso.release_execute | Release (read, write, execute) | change and start releases | vso.release | high
vso.release_manage | Release (read, write, execute, manage) | start, approve and delete releases | vso.release_execute | high
# Secure files
vso.securefiles_read | Secure files (read) | read secure files | - | high
vso.securefiles_write | Secure files (read and create) | read and add secure files | vso.securefiles_read | high
vso.securefiles_manage | Secure files (read, create, manage) | manage secure files | vso.securefiles_write | high
# Security
vso.security_manage | Security (manage) | manage permissions | - | high
# Service connections
vso.serviceendpoint | Service endpoints (read) | read service connections | vso.profile
vso.serviceendpoint_query | Service endpoints (read and query) | read and query service connections | vso.serviceendpoint
vso.serviceendpoint_manage | Service endpoints (read, query, manage) | manage service connections | vso.serviceendpoint_query | high
# Service hooks
vso.hooks | Service hooks (read) | read service hooks | vso.profile | not-offered
vso.hooks_write | Service hooks (read and write) | read and change service hooks | vso.hooks | not-offered
vso.hooks_interact | Service hooks (interact) | act on service hook events | vso.profile | not-offered
# Settings
vso.settings | Settings (read) | read settings
vso.settings_write | Settings (read and write) | read and change settings | vso.settings
# Symbols
vso.symbols | Symbols (read) | read symbols | vso.profile
vso.symbols_write | Symbols (read and write) | read and add symbols | vso.symbols
vso.symbols_manage | Symbols (read, write, manage) | manage symbols | vso.symbols_write
# Task groups
vso.taskgroups_read | Task groups (read) | read task groups
vso.taskgroups_write | Task groups (read and create) | read and add task groups | vso.taskgroups_read
vso.taskgroups_manage | Task groups (read, create, manage) | manage task groups | vso.taskgroups_write | high
# Team dashboard
vso.dashboards | Team dashboards (read) | read dashboards
vso.dashboards_manage | Team dashboards (manage) | manage dashboards | vso.dashboards
# Test management
vso.test | Test management (read) | read test plans and results | vso.profile
vso.test_write | Test management (read and write) | read and change test plans and results | vso.test
# Threads
vso.threads_full | PR threads | read and write comments on pull requests
# Tokens
vso.tokens | Delegated authorization tokens | manage delegated tokens | - | high
vso.tokenadministration | Token administration | see and revoke the tokens of others | - | high
vso.pats | Personal access tokens (read) | read your tokens | - | not-offered
vso.pats_manage | Personal access tokens (manage) | manage your tokens | vso.pats | high not-offered
# User profile
vso.profile | User profile (read) | read your profile
vso.profile_write | User profile (write) | read and change your profile | vso.profile
# Variable groups
vso.variablegroups_read | Variable groups (read) | read variable groups
vso.variablegroups_write | Variable groups (read and create) | read and add variable groups | vso.variablegroups_read
vso.variablegroups_manage | Variable groups (read, create, manage) | manage variable groups | vso.variablegroups_write | high
# Wiki
vso.wiki | Wiki (read) | read the wiki
vso.wiki_write | Wiki (read and write) | read and change the wiki | vso.wiki
# Work items
vso.work | Work items (read) | read work items | vso.hooks_write
vso.work_write | Work items (read and write) | read and change work items | vso.work
vso.work_full | Work items (full) | do everything with work items and boards | vso.work_write
# Impersonation
user_impersonation | User impersonation | use all REST APIs | - | high not-offered
`
