"""How people in departments write technologies, and what each means.

A line of SPELLINGS is `text => product: cycles`, or `text | version => product: cycles`; an indented line
continues the one before. Without cycles the product is known and the version is missing or unknown to it.
NEAR_MISSES name a product, or begin like one, but fit none of its cycles. UNRELATED name nothing.
"""

from typing import NamedTuple

from legacymap.domain.system import Technology


class Row(NamedTuple):
    """A technology as text and version, the product that it is, and the cycles that it may be."""

    text: str
    version: str | None
    product: str
    cycles: frozenset[str]

    @property
    def technology(self) -> Technology:
        """The technology of this row."""
        return Technology(product=self.text, version=self.version)


def rows(table: str) -> list[Row]:
    """The lines of a table of spellings."""
    lines = table.replace("\n    ", " ").splitlines()
    return [_row(line) for line in lines if line and not line.startswith("#")]


def technologies(table: str) -> list[Technology]:
    """The lines of a table of technologies without a meaning."""
    return [_technology(line) for line in table.strip().splitlines()]


def _row(line: str) -> Row:
    written, _, meaning = line.partition("=>")
    product, _, cycles = meaning.partition(":")
    technology = _technology(written)
    names = frozenset(cycle.strip() for cycle in cycles.split(",") if cycle.strip())
    return Row(technology.product, technology.version, product.strip(), names)


def _technology(written: str) -> Technology:
    text, _, version = written.partition("|")
    return Technology(product=text.strip(), version=version.strip() or None)


SPELLINGS = """
# Windows, client and server
Windows XP                                     => windows: 5-sp3
WinXP                                          => windows: 5-sp3
Microsoft Windows XP Professional SP3          => windows: 5-sp3
Windows Vista                                  => windows: 6-sp2
Windows 7                                      => windows: 7-sp1
Win7                                           => windows: 7-sp1
Win 7 Enterprise                               => windows: 7-sp1
MS Windows 7 SP1                               => windows: 7-sp1
windows | 7                                    => windows: 7-sp1
Windows 8.1                                    => windows: 8.1
Windows 10 22H2                                => windows: 10-22h2
Windows 10 | 22H2                              => windows: 10-22h2
windows | 10.0.19045                           => windows: 10-22h2
Windows 10 1909                                => windows: 10-1909-e, 10-1909-w
Windows 10 Enterprise 1909                     => windows: 10-1909-e
Windows 10 Pro 1909                            => windows: 10-1909-w
Windows 10 Enterprise LTSC 2019                => windows: 10-1809-e-lts
Windows 10 LTSB 2016                           => windows: 10-1607-e-lts
Windows 11 24H2 Enterprise                     => windows: 11-24h2-e
Win11 23H2                                     => windows: 11-23h2-e, 11-23h2-w
Windows 11                                     => windows: 11-26h1-e, 11-26h1-w, 11-25h2-e, 11-25h2-w,
    11-24h2-iot-lts, 11-24h2-e-lts, 11-24h2-e, 11-24h2-w, 11-23h2-e, 11-23h2-w, 11-22h2-e, 11-22h2-w,
    11-21h2-e, 11-21h2-w
Windows Server 2008 R2                         => windows-server: 2008-r2-sp1
Windows 2008 R2                                => windows-server: 2008-r2-sp1
Win2k8R2                                       => windows-server: 2008-r2-sp1
Win2k8                                         => windows-server: 2008-sp2
W2K8 R2                                        => windows-server: 2008-r2-sp1
Microsoft Windows Server 2008 R2 Enterprise Edition SP1 => windows-server: 2008-r2-sp1
Windows Server 2012 R2                         => windows-server: 2012-r2
windows-server | 2012 R2                       => windows-server: 2012-r2
Windows 2012                                   => windows-server: 2012
W2K12 R2                                       => windows-server: 2012-r2
Windows Server 2003 SP2                        => windows-server: 2003-sp2
Windows Server 2003                            => windows-server: 2003-sp2, 2003
W2K3                                           => windows-server: 2003-sp2
Windows Server 2003 R2                         => windows-server: 2003-sp2
Windows 2000 Server                            => windows-server: 2000
Win Server 2016 Standard                       => windows-server: 2016
Windows Server 2019 Datacenter                 => windows-server: 2019
MS Windows Server 2022                         => windows-server: 2022
Windows Server | 2025                          => windows-server: 2025
Windows Server version 1809                    => windows-server: 1809-sac
Windows Embedded Standard 7                    => windows-embedded: standard-7-sp1
Windows Embedded POSReady 7                    => windows-embedded: posready-7

# Linux and Unix
RHEL 6                                         => rhel: 6
RHEL6                                          => rhel: 6
RHEL 7.9                                       => rhel: 7
el7                                            => rhel: 7
Red Hat Enterprise Linux 8                     => rhel: 8
Red Hat Enterprise Linux Server 5.11           => rhel: 5
RedHat 6.10                                    => rhel: 6
Redhat Linux | 7                               => rhel: 7
CentOS 7                                       => centos: 7
CentOS Linux 6.10                              => centos: 6
centos-stream | 9                              => centos-stream: 9
Rocky Linux 9.3                                => rocky-linux: 9
AlmaLinux 8                                    => almalinux: 8
Oracle Linux 7.9                               => oracle-linux: 7
OEL 6                                          => oracle-linux: 6
SLES 11 SP4                                    => sles: 11.4
SUSE Linux Enterprise Server 12 SP5            => sles: 12.5
sles | 15.4                                    => sles: 15.4
SLES 12                                        => sles: 12.5, 12.4, 12.3, 12.2, 12.1, 12.0
Ubuntu 18.04 LTS                               => ubuntu: 18.04
Ubuntu 18.04.6 LTS                             => ubuntu: 18.04
Ubuntu Focal                                   => ubuntu: 20.04
Ubuntu Server 22.04                            => ubuntu: 22.04
ubuntu | 12.10                                 => ubuntu: 12.10
Debian 9                                       => debian: 9
Debian Buster                                  => debian: 10
Debian GNU/Linux 11                            => debian: 11
Amazon Linux 2                                 => amazon-linux: 2
AWS Linux 2023                                 => amazon-linux: 2023
Alpine 3.18                                    => alpine-linux: 3.18
AIX 7.1                                        => ibm-aix: 7.1.5
IBM AIX 7.2 TL5                                => ibm-aix: 7.2.5
AIX 6.1                                        => ibm-aix: 6.1.9
AIX | 7200-05                                  => ibm-aix: 7.2.5
IBM i 7.3                                      => ibm-i: 7.3
iSeries V5R4                                   => ibm-i: 5.4
AS/400 V7R1                                    => ibm-i: 7.1
AS400 | V5R3M0                                 => ibm-i: 5.3
OS/400 V4R5                                    => ibm-i: 4.5
Solaris 10                                     => oracle-solaris: 10
Sun Solaris 8                                  => oracle-solaris: 8
SunOS 5.10                                     => oracle-solaris: 10
Solaris 11                                     => oracle-solaris: 11.4, 11.3, 11.2, 11.1, 11
Oracle Solaris 11.3                            => oracle-solaris: 11.3
Solaris (SPARC) | 9                            => oracle-solaris: 9
macOS Catalina                                 => macos: 10.15
Mac OS X 10.6                                  => macos: 10.6
macOS 13.6.1                                   => macos: 13

# Databases
Oracle 11g Release 2                           => oracle-database: 11.2
Oracle 11gR2                                   => oracle-database: 11.2
Oracle 11g                                     => oracle-database: 11.2, 11.1
Oracle 12c                                     => oracle-database: 12.2, 12.1
Oracle Database 12c Release 1                  => oracle-database: 12.1
Oracle 12.1.0.2                                => oracle-database: 12.1
oracle-database | 12                           => oracle-database: 12.2, 12.1
Oracle Database 19c Enterprise Edition         => oracle-database: 19
Oracle RDBMS | 10.2.0.4                        => oracle-database: 10.2
Oracle DB 19.3                                 => oracle-database: 19
Oracle 9i                                      => oracle-database: 9.2, 9.0
Oracle RAC 18c                                 => oracle-database: 18
ORACLE Database 21c                            => oracle-database: 21
oracle | 23ai                                  => oracle-database: 23
MS SQL Server 2008 R2 SP3                      => mssqlserver: 10.50-sp3
SQL Server 2008 R2                             => mssqlserver: 10.50-sp3
SQL 2008 R2                                    => mssqlserver: 10.50-sp3
Microsoft SQL Server 2008 R2 Enterprise Edition SP2 => mssqlserver: 10.50-sp2
SQL Server 2005 SP4                            => mssqlserver: 9.0-sp4
MSSQL 2012                                     => mssqlserver: 11.0-sp4
mssqlserver | 2016 SP2                         => mssqlserver: 13.0-sp2
SQL Server 2017 Standard                       => mssqlserver: 14.0
MS SQL 2019                                    => mssqlserver: 15.0
SQL Server 2019 CU18                           => mssqlserver: 15.0
SQL Server Express 2014 SP3                    => mssqlserver: 12.0-sp3
SQL Server 2022                                => mssqlserver: 16.0
SQL2000                                        => mssqlserver: 8.0-sp4
SQL Server 7                                   => mssqlserver: 7.0-sp4
Microsoft SQL Server | 15.0.4345               => mssqlserver: 15.0
MySQL 5.7                                      => mysql: 5.7
MySQL Community Server 5.6.51                  => mysql: 5.6
mysql | 8.0.36                                 => mysql: 8.0
MariaDB 10.3                                   => mariadb: 10.3
Postgres 9.6                                   => postgresql: 9.6
PostgreSQL 12.17                               => postgresql: 12
postgresql | 9                                 => postgresql: 9.6, 9.5, 9.4, 9.3, 9.2, 9.1, 9.0
Mongo 3.6                                      => mongodb: 3.6
MongoDB Enterprise 4.4                         => mongodb: 4.4
Redis v6.2                                     => redis: 6.2
Elasticsearch 7.17                             => elasticsearch: 7
Elastic Search 6                               => elasticsearch: 6
DB2 9.7                                        => ibm-db2: 9.7
IBM DB2 LUW v10.5                              => ibm-db2: 10.5
IBM Db2 | 11.1.4.7                             => ibm-db2: 11.1
DB2 UDB 9.5 FP10                               => ibm-db2: 9.5
SQLite 3.45                                    => sqlite: 3
AWS RDS PostgreSQL 13                          => amazon-rds-postgresql: 13
Aurora PostgreSQL 14.9                         => amazon-aurora-postgresql: 14
Hadoop 2.7                                     => apache-hadoop: 2.7
Solr 8.11                                      => solr: 8
FileMaker Pro 16                               => filemaker: 16
FileMaker Server 19.6                          => filemaker: 19.6

# Languages, runtimes, frameworks
Java 8                                         => java:
    8 (Oracle JDK),
    8 (Eclipse Temurin),
    8 (Amazon Corretto),
    8 (Azul Zulu),
    8 (BellSoft Liberica JDK),
    8 (Red Hat build of OpenJDK),
    8 (IBM Semeru Runtime)
Java 1.8                                       => java:
    8 (Oracle JDK),
    8 (Eclipse Temurin),
    8 (Amazon Corretto),
    8 (Azul Zulu),
    8 (BellSoft Liberica JDK),
    8 (Red Hat build of OpenJDK),
    8 (IBM Semeru Runtime)
JDK 1.8.0_202                                  => java:
    8 (Oracle JDK),
    8 (Eclipse Temurin),
    8 (Amazon Corretto),
    8 (Azul Zulu),
    8 (BellSoft Liberica JDK),
    8 (Red Hat build of OpenJDK),
    8 (IBM Semeru Runtime)
Java SE 8 Update 202                           => java:
    8 (Oracle JDK),
    8 (Eclipse Temurin),
    8 (Amazon Corretto),
    8 (Azul Zulu),
    8 (BellSoft Liberica JDK),
    8 (Red Hat build of OpenJDK),
    8 (IBM Semeru Runtime)
jdk8                                           => java:
    8 (Oracle JDK),
    8 (Eclipse Temurin),
    8 (Amazon Corretto),
    8 (Azul Zulu),
    8 (BellSoft Liberica JDK),
    8 (Red Hat build of OpenJDK),
    8 (IBM Semeru Runtime)
Java 1.1                                       => java: 1.1 (Oracle JDK)
Java 11                                        => java:
    11 (Oracle JDK),
    11 (OpenJDK builds from Oracle),
    11 (Eclipse Temurin),
    11 (Amazon Corretto),
    11 (Azul Zulu),
    11 (BellSoft Liberica JDK),
    11 (Microsoft Build of OpenJDK),
    11 (Red Hat build of OpenJDK),
    11 (IBM Semeru Runtime),
    11 (SapMachine)
J2SE 1.4                                       => java: 1.4 (Oracle JDK)
JRE 1.6                                        => java:
    6 (Oracle JDK),
    6 (Azul Zulu),
    6 (BellSoft Liberica JDK),
    6 (Red Hat build of OpenJDK)
Oracle JDK 17                                  => oracle-jdk: 17
Sun JDK 1.5                                    => oracle-jdk: 5
OpenJDK 11                                     => openjdk:
    11 (OpenJDK builds from Oracle),
    11 (Eclipse Temurin),
    11 (Amazon Corretto),
    11 (Azul Zulu),
    11 (BellSoft Liberica JDK),
    11 (Microsoft Build of OpenJDK),
    11 (Red Hat build of OpenJDK),
    11 (IBM Semeru Runtime),
    11 (SapMachine)
openjdk | 17.0.2                               => openjdk:
    17 (OpenJDK builds from Oracle),
    17 (Eclipse Temurin),
    17 (Amazon Corretto),
    17 (Azul Zulu),
    17 (BellSoft Liberica JDK),
    17 (Microsoft Build of OpenJDK),
    17 (Red Hat build of OpenJDK),
    17 (IBM Semeru Runtime),
    17 (SapMachine)
Eclipse Temurin 17                             => eclipse-temurin: 17
AdoptOpenJDK 8                                 => eclipse-temurin: 8
Amazon Corretto 11                             => amazon-corretto: 11
Corretto 8                                     => amazon-corretto: 8
Azul Zulu 7                                    => azul-zulu: 7
Red Hat OpenJDK 8                              => red-hat-build-of-openjdk: 8
IBM Semeru 11                                  => ibm-semeru: 11
.NET 6                                         => dotnet: 6
.NET Core 3.1                                  => dotnet: 3.1
dotnet core 2.1                                => dotnet: 2.1
ASP.NET Core 2.2                               => dotnet: 2.2
.NET Framework 4.8                             => dotnetfx: 4.8
Microsoft .NET Framework 4.7.2                 => dotnetfx: 4.7.2
.NET 4.5                                       => dotnetfx: 4.5
dotnet 4.8                                     => dotnetfx: 4.8
.net framework | 3.5                           => dotnetfx: 3.5-sp1
Windows PowerShell 5.1                         => windows-powershell: 5.1
PowerShell 2.0                                 => windows-powershell: 2.0
PowerShell 7.2                                 => powershell: 7.2
PHP 5.6                                        => php: 5.6
php | 7.4.33                                   => php: 7.4
PHP 5                                          => php: 5.6, 5.5, 5.4, 5.3, 5.2, 5.1, 5.0
Python 2.7                                     => python: 2.7
Python 2                                       => python: 2.7, 2.6
Python 3.10                                    => python: 3.10
python | 3.6.8                                 => python: 3.6
Ruby 2.7                                       => ruby: 2.7
Perl 5.26                                      => perl: 5.26
Node.js 14                                     => nodejs: 14
Node v12.22                                    => nodejs: 12
NodeJS | 16                                    => nodejs: 16
Golang 1.19                                    => go: 1.19
Scala 2.12                                     => scala: 2.12
Kotlin 1.9.22                                  => kotlin: 1.9
Micro Focus Visual COBOL 4.0                   => visual-cobol: 4.0
Visual COBOL 2.3                               => visual-cobol: 2.3
Angular 12                                     => angular: 12
AngularJS 1.5                                  => angularjs: 1.5
Angular 1.8                                    => angularjs: 1.8
ReactJS 16.14                                  => react: 16
Vue.js 2.6                                     => vue: 2.6
jQuery 1.12.4                                  => jquery: 1
jQuery UI 1.10                                 => jquery-ui: 1.10
Django 2.2 LTS                                 => django: 2.2
Rails 5.2                                      => ruby-on-rails: 5.2
Spring Boot 2.7                                => spring-boot: 2.7
Spring 4.3                                     => spring-framework: 4.3
Spring Framework 5.3.39                        => spring-framework: 5.3
Apache Struts 1.3                              => apache-struts: 1.3
Struts 2.5                                     => apache-struts: 2.5
Log4j 1.2.17                                   => log4j: 1
Log4j2                                         => log4j: 2
Oracle APEX 19.2                               => oracle-apex: 19.2
pkg:npm/react | 17.0.2                         => react: 17
pkg:maven/org.springframework.boot/spring-boot | 2.3 => spring-boot: 2.3

# Middleware
Apache Tomcat 7                                => tomcat: 7
Tomcat 8.5.100                                 => tomcat: 8.5
Tomcat 8                                       => tomcat: 8.5, 8.0
JBoss EAP 6.4                                  => red-hat-jboss-eap: 6
JBoss 7                                        => red-hat-jboss-eap: 7
Apache 2.2                                     => apache-http-server: 2.2
Apache httpd 2.4.57                            => apache-http-server: 2.4
nginx 1.18                                     => nginx: 1.18
WebSphere MQ 7.5                               => ibm-mq: 7.5
IBM MQ v9.1 LTS                                => ibm-mq: 9.1
MQSeries 5.2                                   => ibm-mq: 5.2
IBM WebSphere MQ | 8.0.0.5                     => ibm-mq: 8.0
RabbitMQ 3.8                                   => rabbitmq: 3.8
ActiveMQ 5.15                                  => apache-activemq: 5.15
Kafka 2.8                                      => apache-kafka: 2.8
Apache Camel 3.14                              => apache-camel: 3.14
Mule ESB 3.9                                   => mule-runtime: 3.9
ColdFusion 11                                  => coldfusion: 11
Adobe ColdFusion 2016 Enterprise               => coldfusion: 2016
Control-M 9.0.19                               => controlm: 9.0.19
BMC Control-M | 9.0.20.200                     => controlm: 9.0.20

# Infrastructure
VMware ESXi 6.7 Update 3                       => vmware-esxi: 6.7
ESXi 6.5                                       => vmware-esxi: 6.5
vSphere 7.0                                    => vmware-esxi: 7.0
VMware vSphere 6                               => vmware-esxi: 6.7, 6.5, 6.0
vCenter Server 6.7                             => vmware-vcenter: 6.7
Citrix XenApp 7.15 LTSR                        => citrix-vad: 7.15
Citrix Virtual Apps and Desktops 7 1912 LTSR   => citrix-vad: 1912
Citrix XenDesktop | 7.15                       => citrix-vad: 7.15
VMware Horizon 8 2312                          => omnissa-horizon: 8.2312
Nutanix AOS 5.20                               => nutanix-aos: 5.20
ONTAP 9.9.1                                    => netapp-ontap: 9.9.1
Veeam Backup & Replication 11                  => veeam-backup-and-replication: 11
Veeam 9.5                                      => veeam-backup-and-replication: 9.5
Commvault 11.32                                => commvault: 11.32
F5 BIG-IP 15.1                                 => big-ip: 15.1
BIG-IP LTM | 13.1.5                            => big-ip: 13.1
PAN-OS 9.1                                     => pan-os: 9.1
Palo Alto PAN-OS 10.2.4                        => pan-os: 10.2
FortiOS 6.4                                    => fortios: 6.4
FortiGate | 7.0.12                             => fortios: 7.0
Cisco IOS-XE 16.12                             => cisco-ios-xe: 16.12
Kubernetes v1.24                               => kubernetes: 1.24
k8s 1.27                                       => kubernetes: 1.27
OpenShift 4.12                                 => red-hat-openshift: 4.12
OCP 4.10                                       => red-hat-openshift: 4.10
Docker CE 19.03                                => docker-engine: 19.03
AWS EKS 1.23                                   => amazon-eks: 1.23
Splunk Enterprise 8.2                          => splunk: 8.2
OpenSSL 1.0.2                                  => openssl: 1.0.2
OpenSSL 1.0.2k                                 => openssl: 1.0.2
TLS 1.0                                        => tls: 1.0
TLSv1.1                                        => tls: 1.1
Terraform 1.5.7                                => terraform: 1.5

# Applications
Office 2010                                    => office: 2010
MS Office 2016 Professional Plus               => office: 2016
Microsoft Office LTSC 2021                     => office: 2021
Exchange 2010 SP3                              => msexchange: 2010
Microsoft Exchange Server 2016 CU23            => msexchange: 2016
MS Exchange 5.5                                => msexchange: 5.5
Exchange Server Subscription Edition           => msexchange: subscription
SharePoint 2013                                => sharepoint: 2013
MOSS 2007                                      => sharepoint: 2007
SharePoint Server 2019                         => sharepoint: 2019
IE11                                           => internet-explorer: 11
Internet Explorer 8                            => internet-explorer: 8
MSIE | 9.0                                     => internet-explorer: 9
Google Chrome 109                              => chrome: 109
Chrome | 124.0.6367.60                         => chrome: 124
Firefox ESR 115                                => firefox: 115
Mozilla Firefox 102 ESR                        => firefox: 102
Confluence 7.19                                => confluence: 7.19
Atlassian Jira 8.20                            => jira-software: 8.20
Jira Server 7.13                               => jira-software: 7.13
GitLab CE 15.11                                => gitlab: 15.11
Jenkins 2.361.4                                => jenkins: 2.361
SonarQube 9.9                                  => sonarqube-community: 9
TFS 2015                                       => azure-devops-server: 2015
Team Foundation Server 2018                    => azure-devops-server: 2018
Azure DevOps Server 2019 Update 1              => azure-devops-server: 2019.1
Visual Studio 2010                             => visual-studio: 10.0
VS2015                                         => visual-studio: 14.0
SVN 1.8                                        => apache-subversion: 1.8
Drupal 7                                       => drupal: 7
Drupal 8                                       => drupal: 8.9, 8.8
WordPress 5.8                                  => wordpress: 5.8
Umbraco 7                                      => umbraco: 7

# Mainframe and midrange
z/OS 2.4                                       => z-os: 2.4
zOS 2.3                                        => z-os: 2.3
IBM z/OS V2R4                                  => z-os: 2.4
z/OS V1.13                                     => z-os: 1.13
IBM z/OS | 2.5                                 => z-os: 2.5
z/OS                                           => z-os:
OS/390 V2R10                                   => os-390: 2.10
MVS                                            => os-390:
z/VM 6.4                                       => z-vm: 6.4
z/VSE 6.2                                      => z-vse: 6.2
IBM mainframe                                  => ibm-z-hardware:
CICS TS 5.4                                    => cics-ts: 5.4
CICS                                           => cics-ts:
IBM CICS Transaction Server for z/OS | 5.6     => cics-ts: 5.6
CICS TS V3R2                                   => cics-ts: 3.2
IMS DB | 13                                    => ims: 13
IMS 15                                         => ims: 15
DB2 for z/OS 9.1                               => db2-for-z-os: 9
Db2 z/OS v12                                   => db2-for-z-os: 12
DB2 z/OS | 8                                   => db2-for-z-os: 8
BS2000/OSD 9                                   => bs2000-osd: 9.0
BS2000/OSD | 9                                 => bs2000-osd: 9.0
Fujitsu BS2000 OSD/BC V10                      => bs2000-osd: 10.0
BS2000                                         => bs2000-osd:
openUTM 6.3                                    => openutm: 6.3
openUTM transaction monitor | 6.3              => openutm: 6.3
Fujitsu SE700                                  => fujitsu-se-server:
ICL VME                                        => openvme:
ICL/Fujitsu VME                                => openvme:
VME                                            => openvme:
OpenVME 7                                      => openvme: 7
OpenVMS 7.3-2                                  => openvms: 7.3-2
HP OpenVMS 8.4                                 => openvms: 8.4
OpenVMS Alpha | 8.3                            => openvms: 8.3
HP-UX 11.31                                    => hp-ux: 11.31
HPUX 11.31                                     => hp-ux: 11.31
HP-UX 11i v3                                   => hp-ux: 11.31
HP-UX 11i                                      => hp-ux: 11.31, 11.23, 11.11
HP-UX B.11.11                                  => hp-ux: 11.11
Tru64 5.1B                                     => tru64-unix: 5.1B
Tru64 UNIX | 5.1A                              => tru64-unix: 5.1A
Tandem NonStop                                 => nonstop-os:
HP NonStop J06                                 => nonstop-os: J-series
Unisys ClearPath MCP 18.0                      => clearpath-mcp: 18.0
Unisys OS 2200                                 => clearpath-os-2200:
NetWare 6.5                                    => netware: 6.5
Novell Netware 5.1                             => netware: 5.1
OS/2 Warp 4                                    => os-2: 4
SCO Unix 5.0.7                                 => sco-openserver: 5.0.7

# Compilers, languages, tools
COBOL                                          => cobol:
IBM Enterprise COBOL 4.2                       => enterprise-cobol: 4.2
Enterprise COBOL for z/OS V6.3                 => enterprise-cobol: 6.3
VS COBOL II                                    => vs-cobol-ii:
PL/1                                           => pl-i:
PL/I                                           => pl-i:
RPG IV                                         => rpg:
RPG/400                                        => rpg:
Fortran 77                                     => fortran:
Micro Focus Net Express 5.1                    => micro-focus-net-express: 5.1
CoolGen                                        => ca-gen:
CA Gen 8.5                                     => ca-gen: 8.5
Uniface 9.7                                    => uniface: 9.7
PowerBuilder 12.6                              => powerbuilder: 12.6
Sybase PowerBuilder | 11.5                     => powerbuilder: 11.5
VB6                                            => visual-basic: 6.0
VB 6                                           => visual-basic: 6.0
Visual Basic 6                                 => visual-basic: 6.0
Visual Basic 6.0                               => visual-basic: 6.0
Microsoft Visual Basic 6                       => visual-basic: 6.0
Visual Basic | 5                               => visual-basic: 5.0
Classic ASP                                    => classic-asp:
Visual FoxPro 9                                => visual-foxpro: 9.0
VFP9                                           => visual-foxpro: 9.0
Foxpro 2.6                                     => visual-foxpro: 2.6
Delphi 7                                       => delphi: 7
Oracle Forms 6i                                => oracle-forms: 6i
Oracle Forms & Reports 10g                     => oracle-forms: 10.1.2, 9.0.4
Oracle Forms 12c                               => oracle-forms: 12.2
Oracle Forms | 12.2.1.4                        => oracle-forms: 12.2
Oracle Reports 11g R2                          => oracle-reports: 11.1.2

# Databases
ADABAS                                         => adabas:
Software AG Adabas 8.4                         => adabas: 8.4
Natural 8.2                                    => software-ag-natural: 8.2
Natural programming language                   => software-ag-natural:
CA-IDMS 18.5                                   => ca-idms: 18.5
CA Datacom/DB | 14.0                           => ca-datacom: 14.0
Ingres 10.2                                    => ingres: 10.2
Ingres II 2.6                                  => ingres: 2.6
Informix 11.5                                  => informix: 11.50
Informix Dynamic Server 11.70                  => informix: 11.70
IBM Informix | 12.10                           => informix: 12.10
Sybase 15.7                                    => sybase-ase: 15.7
SAP ASE 16.0                                   => sybase-ase: 16.0
Sybase ASE | 12.5.4                            => sybase-ase: 12.5
Progress 11.7                                  => openedge: 11.7
OpenEdge 10.2B                                 => openedge: 10.2B
Progress 4GL                                   => openedge:
IBM UniVerse 10.3                              => rocket-universe: 10.3
UniData 7.3                                    => rocket-unidata: 7.3
Pervasive SQL 11                               => actian-zen: 11
InterSystems Cache 2018.1                      => intersystems-cache: 2018.1

# ERP, CRM
Siebel 8.1                                     => siebel: 8.1
Siebel CRM 8.1.1.11                            => siebel: 8.1
Oracle Siebel | 8.0                            => siebel: 8.0
PeopleSoft 9.1                                 => peoplesoft: 9.1
JDE E1 9.2                                     => jd-edwards-enterpriseone: 9.2
JD Edwards EnterpriseOne | 8.12                => jd-edwards-enterpriseone: 8.12
Oracle EBS R12.1                               => oracle-e-business-suite: 12.1
Oracle E-Business Suite R12.1.3                => oracle-e-business-suite: 12.1
Oracle E-Business Suite 12                     => oracle-e-business-suite: 12.2, 12.1, 12.0
Oracle EBS 11i                                 => oracle-e-business-suite: 11.5.10, 11.5.9, 11.5.8, 11.5.7,
    11.5.6
SAP ECC 6.0                                    => sap-ecc: 6.0-ehp0, 6.0-ehp1, 6.0-ehp2, 6.0-ehp3, 6.0-ehp4,
    6.0-ehp5, 6.0-ehp6, 6.0-ehp7, 6.0-ehp8
SAP ECC | 6.0                                  => sap-ecc: 6.0-ehp0, 6.0-ehp1, 6.0-ehp2, 6.0-ehp3, 6.0-ehp4,
    6.0-ehp5, 6.0-ehp6, 6.0-ehp7, 6.0-ehp8
SAP ECC6 EHP7                                  => sap-ecc: 6.0-ehp7
SAP ECC 6.0 EHP 7                              => sap-ecc: 6.0-ehp7
SAP ERP 6.0 EHP5                               => sap-ecc: 6.0-ehp5
SAP R/3 4.6C                                   => sap-r-3: 4.6C
SAP R3 4.7                                     => sap-r-3: 4.7
SAP S/4HANA 1909                               => sap-s-4hana: 1909
S4HANA 2022                                    => sap-s-4hana: 2022
SAP NetWeaver 7.5                              => sap-netweaver: 7.5
SAP BusinessObjects BI 4.2                     => sap-businessobjects-bi: 4.2
Business Objects XI 3.1                        => sap-businessobjects-bi: XI 3.1
Dynamics AX 2012 R3                            => dynamics-ax: 2012 R3
Microsoft Dynamics CRM 2011                    => dynamics-crm: 2011
Dynamics NAV | 2016                            => dynamics-nav: 2016
Navision 4.0                                   => dynamics-nav: 4.0
Dynamics GP 2015                               => dynamics-gp: 2015

# Microsoft servers and desktop
BizTalk 2013 R2                                => biztalk-server: 2013 R2
MS BizTalk Server 2010                         => biztalk-server: 2010
IIS 6                                          => iis: 6.0
IIS 7.5                                        => iis: 7.5
Microsoft IIS | 8.5                            => iis: 8.5
Lync 2010                                      => lync-server: 2010
Skype for Business Server 2015                 => skype-for-business-server: 2015
SCCM 2012 R2                                   => system-center-configuration-manager: 2012 R2
SCOM 2007                                      => system-center-operations-manager: 2007
ISA Server 2006                                => forefront-tmg: 2006
Forefront TMG 2010                             => forefront-tmg: 2010
Windows CE 6.0                                 => windows-ce: 6.0
MS Access 2003                                 => microsoft-access: 2003
Access 97                                      => microsoft-access: 97
Silverlight 5                                  => silverlight: 5
Adobe Flash Player                             => flash-player:
Lotus Notes 8.5.3                              => hcl-domino: 8.5
Lotus Domino R5                                => hcl-domino: 5.0
IBM Notes 9.0.1                                => hcl-domino: 9.0
GroupWise 2014                                 => groupwise: 2014

# Application servers, integration
WebLogic 10.3.6                                => weblogic-server: 10.3.6
WLS 12.2.1.4                                   => weblogic-server: 12.2
Oracle WebLogic 12c                            => weblogic-server: 12.2, 12.1
BEA WebLogic 8.1 SP6                           => weblogic-server: 8.1
WebLogic                                       => weblogic-server:
WebSphere 8.5                                  => websphere-application-server: 8.5
WebSphere Application Server 7.0               => websphere-application-server: 7.0
IBM WAS 8.0                                    => websphere-application-server: 8.0
WAS 8.5.5                                      => websphere-application-server: 8.5
Open Liberty                                   => websphere-liberty:
IIB v10                                        => ibm-app-connect-enterprise: 10.0
IBM Integration Bus 9.0                        => ibm-app-connect-enterprise: 9.0
WebSphere Message Broker 8                     => ibm-app-connect-enterprise: 8.0
Oracle SOA Suite 11g                           => oracle-soa-suite: 11.1.1
Oracle Application Server 10g                  => oracle-application-server: 10.1.3, 10.1.2, 9.0.4
Tuxedo 12.1.1                                  => tuxedo: 12.1.1
OBIEE 11g                                      => oracle-business-intelligence: 11.1.1
PowerCenter 9.6.1                              => informatica-powercenter: 9.6
TIBCO BusinessWorks 5                          => tibco-businessworks: 5

# Content, records, reporting
Documentum 6.7 SP2                             => documentum: 6.7
Livelink 9.7.1                                 => opentext-content-server: 9.7
FileNet P8 5.2.1                               => filenet-p8: 5.2.1
HP TRIM 7.1                                    => opentext-content-manager: 7.1
TRIM 7.3                                       => opentext-content-manager: 7.3
Micro Focus Content Manager 9.4                => opentext-content-manager: 9.4
Alfresco 5.2                                   => alfresco: 5.2
Pega 7.1                                       => pega-platform: 7.1
Pega PRPC 6.2                                  => pega-platform: 6.2
Cognos 10.2.2                                  => cognos: 10.2
SAS 9.4                                        => sas-9: 9.4
Crystal Reports XI                             => sap-crystal-reports: XI

# Network, security, other
Citrix NetScaler 12.1                          => netscaler-adc: 12.1
Cisco ASA 9.8                                  => cisco-asa: 9.8
Checkpoint R77.30                              => check-point-gaia: R77.30
Check Point R80.40                             => check-point-gaia: R80.40
Symantec Endpoint Protection 12.1.6            => symantec-endpoint-protection: 12.1
McAfee ePO 5.3                                 => mcafee-epo: 5.3
Veritas NetBackup 7.5                          => veritas-netbackup: 7.5
BES12                                          => blackberry-enterprise-server: 12
ArcMap 10.8.2                                  => arcgis-desktop: 10.8
Siebel                                         => siebel:
Lotus Notes | 3                                => hcl-domino:

# Services that their suppliers keep current
Microsoft 365                                  => microsoft-365:
Office 365                                     => microsoft-365:
O365                                           => microsoft-365:
Microsoft Office 365 E3                        => microsoft-365:
Microsoft Teams                                => microsoft-teams:
SharePoint Online                              => sharepoint-online:
Exchange Online                                => exchange-online:
Yammer                                         => microsoft-viva:
Power BI Premium                               => power-bi:
PowerApps                                      => power-platform:
Microsoft Flow                                 => power-platform:
Azure AD                                       => microsoft-entra-id:
Azure Active Directory                         => microsoft-entra-id:
Entra ID                                       => microsoft-entra-id:
Azure                                          => azure:
Windows Azure                                  => azure:
AWS                                            => aws:
Amazon Web Services                            => aws:
Google Cloud Platform                          => google-cloud:
GCP                                            => google-cloud:
G Suite                                        => google-workspace:
Salesforce                                     => salesforce:
Salesforce | Spring 26                         => salesforce:
Salesforce Service Cloud                       => salesforce:
ServiceNow                                     => servicenow:
ServiceNow Vancouver                           => servicenow:
Service Now | Xanadu                           => servicenow:
Workday HCM                                    => workday:
Dynamics 365                                   => dynamics-365:
Microsoft Dynamics 365 CRM                     => dynamics-365:
Dynamics 365 on-premises                       => dynamics-crm:
Oracle Fusion Cloud ERP                        => oracle-fusion-cloud:
SAP SuccessFactors                             => sap-successfactors:
Okta                                           => okta:
Zendesk                                        => zendesk:
Slack                                          => slack:
Jira Cloud                                     => atlassian-cloud:
GitHub                                         => github:
GitHub Enterprise Cloud                        => github:
GOV.UK Notify                                  => govuk-notify:
GOV.UK Pay                                     => govuk-pay:
GOV.UK One Login                               => govuk-one-login:

# Words of paid support keep the product
RHEL 7 ELS                                     => rhel: 7
RHEL 7 (ELS)                                   => rhel: 7
Ubuntu 18.04 ESM                               => ubuntu: 18.04
Ubuntu | 18.04 LTS with ESM                    => ubuntu: 18.04
Windows Server 2012 R2 ESU                     => windows-server: 2012-r2
Windows Server 2012 R2 (ESU Year 3)            => windows-server: 2012-r2
Windows 7 with Extended Security Updates       => windows: 7-sp1
Ubuntu Pro 18.04                               => ubuntu: 18.04
Debian 9 ELTS                                  => debian: 9
CentOS 7 (extended support)                    => centos: 7

# The words in another order, and what stands in brackets
2012 R2 Windows Server                         => windows-server: 2012-r2
12c Oracle                                     => oracle-database: 12.2, 12.1
Server 2012 SQL                                => mssqlserver: 11.0-sp4
Java 17 (Temurin)                              => eclipse-temurin: 17
AWS (EC2, RDS)                                 => aws:
Oracle (production)                            => oracle-database:
Oracle 12c (EOL)                               => oracle-database: 12.2, 12.1
Windows Server 2012 R2 (Datacenter, on VMware) => windows-server: 2012-r2
Windows Server | 2012 R2 (on VMware)           => windows-server: 2012-r2
Windows Server 2012 R2 (moving to 2019)        => windows-server: 2012-r2
Windows Server | 2012 R2 (moving to 2019)      => windows-server: 2012-r2
Windows Server 2012 R2 | (2019)                => windows-server:
PostgreSQL 9.6 (RDS)                           => amazon-rds-postgresql: 9.6

# Without a service pack the last one
SQL Server 2012                                => mssqlserver: 11.0-sp4
SQL Server 2016                                => mssqlserver: 13.0-sp3
SQL Server 2012 RTM                            => mssqlserver: 11.0

# By whoever wrote the matcher
Db2 12 for z/OS                                => db2-for-z-os: 12
DB2 V12R1 for z/OS                             => db2-for-z-os: 12
Windows 10 build 19045                         => windows: 10-22h2
Windows 10 (OS Build 19045.3803)               => windows: 10-22h2
Windows 10 | 10.0.19045.3803                   => windows: 10-22h2
Windows 7 (64-bit)                             => windows: 7-sp1
SQL Server Standard 2008 R2                    => mssqlserver: 10.50-sp3
SQL Server | SQL Server 2012 SP4               => mssqlserver: 11.0-sp4
SQL Server 2016 SP2 (13.0.5026)                => mssqlserver: 13.0-sp2
SQL Server 2016 | 2016 SP2                     => mssqlserver: 13.0-sp2
SQL Server 2016 | SQL Server 2016 SP1          => mssqlserver: 13.0-sp1
SQL Server 11.0.7001                           => mssqlserver: 11.0-sp4, 11.0-sp3, 11.0-sp2, 11.0-sp1, 11.0
Microsoft Corporation SQL Server 2017          => mssqlserver: 14.0
Windows Server | Windows Server 2012 R2        => windows-server: 2012-r2
MS Windows 2008 R2                             => windows-server: 2008-r2-sp1
Windows | Server 2012 R2                       => windows-server: 2012-r2
Windows Server Standard 2019                   => windows-server: 2019
Oracle 11g Release 2 (11.2.0.4.0)              => oracle-database: 11.2
Oracle Corporation Oracle Database 12c         => oracle-database: 12.2, 12.1
Oracle Database Enterprise Edition 19c         => oracle-database: 19
Red Hat Enterprise Linux (RHEL) 7              => rhel: 7
RHEL 7 update 6                                => rhel: 7
Java 8u11                                      => java:
    8 (Oracle JDK),
    8 (Eclipse Temurin),
    8 (Amazon Corretto),
    8 (Azul Zulu),
    8 (BellSoft Liberica JDK),
    8 (Red Hat build of OpenJDK),
    8 (IBM Semeru Runtime)
JDK | 1.8.0_252-b09                            => java:
    8 (Oracle JDK),
    8 (Eclipse Temurin),
    8 (Amazon Corretto),
    8 (Azul Zulu),
    8 (BellSoft Liberica JDK),
    8 (Red Hat build of OpenJDK),
    8 (IBM Semeru Runtime)
MariaDB | 5.5.68-1.el7                         => mariadb: 5.5
Apache httpd | 2.4.6-97.el7.centos             => apache-http-server: 2.4
PHP 7.x                                        => php: 7.4, 7.3, 7.2, 7.1, 7.0
Ubuntu 20.04 (Focal Fossa)                     => ubuntu: 20.04
macOS 10.15 Catalina                           => macos: 10.15
Node LTS 18                                    => nodejs: 18
SQLite3                                        => sqlite: 3
pkg:npm/react@17.0.2                           => react: 17
pkg:npm/%40angular/core@12.1.0                 => angular: 12
pkg:deb/debian/mysql@5.7.44?arch=amd64         => mysql: 5.7
"""

NEAR_MISSES = """
Oracle
Java
jdk
python 3.15
php 8.6
go 1.99
postgresql 30
ubuntu 28.04
Windows Server 2028
SQL Server 2027
Windows 10 | 10.0.99999
SQL Server
Linux
Windows
PHP | latest
Oracle | unknown
SQL Server | various
Visual Studio Code
Exchange rates feed 2016
Office move 2019
Python | 4
Windows 12
RHEL 99
Go live 2010
React to alerts 16
Spring budget 2016
Apache helicopter 2
Node 7 of the ring main
Chrome plating 99
Puppet theatre 5
Ruby wedding 3.0 tour
Perl diver 5.30
Oracle of Delphi 10.2 reading
IE | 99
angular momentum
Windows XP SP2
Windows Server 2012 | 2016
SQL Server 2008 | SQL Server 2012
Python 2.7 | 3.12
Java 8/11
Java 8+
Java | >= 8
SAP R/3 4.6D
Exchange 2010 SP2
Windows 10 2109
SLES 12 SP9
"""

UNRELATED = """
GitHub Enterprise Server 3.4
GitHub | Enterprise Server 3.4
Power BI Report Server
Power BI (Report Server)
Salesforce (self-hosted)
AWS landing zone
Team 7 Windows
2016 election database
in-house
bespoke
Bespoke application
mainframe
unknown
reports
n/a
N/A
TBC
TBD
none
various
legacy
other
?
-
Excel spreadsheet macro
spreadsheet
paper forms
paper records
microfiche
fax
telephone
email
intranet
internet
web
website
web application
client-server
three-tier architecture
batch jobs
overnight batch suite
database
server
application server
web server
operating system
virtual machine
physical server
laptop
desktop
thin client
firewall
load balancer
storage area network
SAN
NAS
tape library
barcode scanner
card reader
smart card
middleware
message queue
API gateway
REST API
SOAP web service
XML
JSON
CSV files
flat files
FTP
SFTP transfer
PDF generation
single sign-on
reporting tool
case management system
document management
workflow
rules engine
enterprise service bus
data warehouse
business intelligence
system inventory list
custom code
third-party package
commercial off-the-shelf
COTS product
supplier hosted
cloud
public cloud
on premises
SaaS
open source
proprietary
2008 R2
2012
7
10
11.2
v2
SP3
Release 2
Standard Edition
Enterprise Edition
Subscription Edition
Update 3
LTS
ESR
Express
R2
winter
winning
window cleaning rota
officer database
exchanges
javelin
solarised
pythonic
gopher
googled
reactive
expression editor
chromed
dockerised in-house tool
mobile phones
Crown copyright
Universal Credit
Police National Computer
Bo
Lion
Focal
Groovy
Stretch
W8
CF10 3NQ
Redis Enterprise 6.2
Java EE 8
Java Enterprise Edition 6
.NET Standard 2.0
Docker EE 19.03
MariaDB Enterprise 10.5
VMware Server 2.0
IBM Java 8
MS Angular 12
Windows Server 2012 and 2016
Java 8 with Spring Boot 2.7
pkg:npm/react-dom@17.0.2
pkg:npm/react-16
on tap 9.9.1
as a 9.8
R5
C
Release 4
"""
