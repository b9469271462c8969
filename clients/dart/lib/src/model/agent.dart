//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/agent_role_enum.dart';
import 'package:gopay_client/src/model/agent_tier_enum.dart';
import 'package:built_collection/built_collection.dart';
import 'package:gopay_client/src/model/agent_status_enum.dart';
import 'package:gopay_client/src/model/agent_document.dart';
import 'package:gopay_client/src/model/agent_terms.dart';
import 'package:gopay_client/src/model/named_agent.dart';
import 'package:gopay_client/src/model/rank_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'agent.g.dart';

/// Agent
///
/// Properties:
/// * [id]
/// * [code] - Of its main outlet; null before it is approved.
/// * [name]
/// * [rank]
/// * [tier]
/// * [country]
/// * [city]
/// * [address]
/// * [description]
/// * [territory] - The area it may open outlets in, in words.
/// * [currency]
/// * [status]
/// * [role] - Mine.  * `OWNER` - Owner: everything * `MANAGER` - Manager: outlets, tellers, float, shifts * `TELLER` - Teller: serves customers
/// * [powers] - What my role allows, in words.
/// * [outletId] - The one outlet my role is for; null: all.
/// * [terms]
/// * [superAgent] - Who supplies it. Null but for its owner, as all that follows.
/// * [legalName]
/// * [statusReason]
/// * [appliedAt]
/// * [decidedAt]
/// * [documents]
@BuiltValue()
abstract class Agent implements Built<Agent, AgentBuilder> {
  @BuiltValueField(wireName: r'id')
  String get id;

  /// Of its main outlet; null before it is approved.
  @BuiltValueField(wireName: r'code')
  String? get code;

  @BuiltValueField(wireName: r'name')
  String get name;

  @BuiltValueField(wireName: r'rank')
  RankEnum get rank;
  // enum rankEnum {  SUPER,  AGENT,  };

  @BuiltValueField(wireName: r'tier')
  AgentTierEnum get tier;
  // enum tierEnum {  STANDARD,  SILVER,  GOLD,  };

  @BuiltValueField(wireName: r'country')
  String get country;

  @BuiltValueField(wireName: r'city')
  String get city;

  @BuiltValueField(wireName: r'address')
  String get address;

  @BuiltValueField(wireName: r'description')
  String get description;

  /// The area it may open outlets in, in words.
  @BuiltValueField(wireName: r'territory')
  String get territory;

  @BuiltValueField(wireName: r'currency')
  String get currency;

  @BuiltValueField(wireName: r'status')
  AgentStatusEnum get status;
  // enum statusEnum {  APPLIED,  REJECTED,  ACTIVE,  SUSPENDED,  CLOSED,  };

  /// Mine.  * `OWNER` - Owner: everything * `MANAGER` - Manager: outlets, tellers, float, shifts * `TELLER` - Teller: serves customers
  @BuiltValueField(wireName: r'role')
  AgentRoleEnum get role;
  // enum roleEnum {  OWNER,  MANAGER,  TELLER,  };

  /// What my role allows, in words.
  @BuiltValueField(wireName: r'powers')
  BuiltList<String> get powers;

  /// The one outlet my role is for; null: all.
  @BuiltValueField(wireName: r'outlet_id')
  String? get outletId;

  @BuiltValueField(wireName: r'terms')
  AgentTerms get terms;

  /// Who supplies it. Null but for its owner, as all that follows.
  @BuiltValueField(wireName: r'super_agent')
  NamedAgent? get superAgent;

  @BuiltValueField(wireName: r'legal_name')
  String? get legalName;

  @BuiltValueField(wireName: r'status_reason')
  String? get statusReason;

  @BuiltValueField(wireName: r'applied_at')
  DateTime? get appliedAt;

  @BuiltValueField(wireName: r'decided_at')
  DateTime? get decidedAt;

  @BuiltValueField(wireName: r'documents')
  BuiltList<AgentDocument>? get documents;

  Agent._();

  factory Agent([void updates(AgentBuilder b)]) = _$Agent;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(AgentBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<Agent> get serializer => _$AgentSerializer();
}

class _$AgentSerializer implements PrimitiveSerializer<Agent> {
  @override
  final Iterable<Type> types = const [Agent, _$Agent];

  @override
  final String wireName = r'Agent';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    Agent object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'id';
    yield serializers.serialize(
      object.id,
      specifiedType: const FullType(String),
    );
    yield r'code';
    yield object.code == null ? null : serializers.serialize(
      object.code,
      specifiedType: const FullType.nullable(String),
    );
    yield r'name';
    yield serializers.serialize(
      object.name,
      specifiedType: const FullType(String),
    );
    yield r'rank';
    yield serializers.serialize(
      object.rank,
      specifiedType: const FullType(RankEnum),
    );
    yield r'tier';
    yield serializers.serialize(
      object.tier,
      specifiedType: const FullType(AgentTierEnum),
    );
    yield r'country';
    yield serializers.serialize(
      object.country,
      specifiedType: const FullType(String),
    );
    yield r'city';
    yield serializers.serialize(
      object.city,
      specifiedType: const FullType(String),
    );
    yield r'address';
    yield serializers.serialize(
      object.address,
      specifiedType: const FullType(String),
    );
    yield r'description';
    yield serializers.serialize(
      object.description,
      specifiedType: const FullType(String),
    );
    yield r'territory';
    yield serializers.serialize(
      object.territory,
      specifiedType: const FullType(String),
    );
    yield r'currency';
    yield serializers.serialize(
      object.currency,
      specifiedType: const FullType(String),
    );
    yield r'status';
    yield serializers.serialize(
      object.status,
      specifiedType: const FullType(AgentStatusEnum),
    );
    yield r'role';
    yield serializers.serialize(
      object.role,
      specifiedType: const FullType(AgentRoleEnum),
    );
    yield r'powers';
    yield serializers.serialize(
      object.powers,
      specifiedType: const FullType(BuiltList, [FullType(String)]),
    );
    yield r'outlet_id';
    yield object.outletId == null ? null : serializers.serialize(
      object.outletId,
      specifiedType: const FullType.nullable(String),
    );
    yield r'terms';
    yield serializers.serialize(
      object.terms,
      specifiedType: const FullType(AgentTerms),
    );
    yield r'super_agent';
    yield object.superAgent == null ? null : serializers.serialize(
      object.superAgent,
      specifiedType: const FullType.nullable(NamedAgent),
    );
    yield r'legal_name';
    yield object.legalName == null ? null : serializers.serialize(
      object.legalName,
      specifiedType: const FullType.nullable(String),
    );
    yield r'status_reason';
    yield object.statusReason == null ? null : serializers.serialize(
      object.statusReason,
      specifiedType: const FullType.nullable(String),
    );
    yield r'applied_at';
    yield object.appliedAt == null ? null : serializers.serialize(
      object.appliedAt,
      specifiedType: const FullType.nullable(DateTime),
    );
    yield r'decided_at';
    yield object.decidedAt == null ? null : serializers.serialize(
      object.decidedAt,
      specifiedType: const FullType.nullable(DateTime),
    );
    yield r'documents';
    yield object.documents == null ? null : serializers.serialize(
      object.documents,
      specifiedType: const FullType.nullable(BuiltList, [FullType(AgentDocument)]),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    Agent object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required AgentBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.id = valueDes;
          break;
        case r'code':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.code = valueDes;
          break;
        case r'name':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.name = valueDes;
          break;
        case r'rank':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(RankEnum),
          ) as RankEnum;
          result.rank = valueDes;
          break;
        case r'tier':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(AgentTierEnum),
          ) as AgentTierEnum;
          result.tier = valueDes;
          break;
        case r'country':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.country = valueDes;
          break;
        case r'city':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.city = valueDes;
          break;
        case r'address':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.address = valueDes;
          break;
        case r'description':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.description = valueDes;
          break;
        case r'territory':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.territory = valueDes;
          break;
        case r'currency':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.currency = valueDes;
          break;
        case r'status':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(AgentStatusEnum),
          ) as AgentStatusEnum;
          result.status = valueDes;
          break;
        case r'role':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(AgentRoleEnum),
          ) as AgentRoleEnum;
          result.role = valueDes;
          break;
        case r'powers':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(BuiltList, [FullType(String)]),
          ) as BuiltList<String>;
          result.powers.replace(valueDes);
          break;
        case r'outlet_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.outletId = valueDes;
          break;
        case r'terms':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(AgentTerms),
          ) as AgentTerms;
          result.terms.replace(valueDes);
          break;
        case r'super_agent':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(NamedAgent),
          ) as NamedAgent?;
          if (valueDes == null) continue;
          result.superAgent.replace(valueDes);
          break;
        case r'legal_name':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.legalName = valueDes;
          break;
        case r'status_reason':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.statusReason = valueDes;
          break;
        case r'applied_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(DateTime),
          ) as DateTime?;
          if (valueDes == null) continue;
          result.appliedAt = valueDes;
          break;
        case r'decided_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(DateTime),
          ) as DateTime?;
          if (valueDes == null) continue;
          result.decidedAt = valueDes;
          break;
        case r'documents':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(BuiltList, [FullType(AgentDocument)]),
          ) as BuiltList<AgentDocument>?;
          if (valueDes == null) continue;
          result.documents.replace(valueDes);
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  Agent deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = AgentBuilder();
    final serializedList = (serialized as Iterable<Object?>).toList();
    final unhandled = <Object?>[];
    _deserializeProperties(
      serializers,
      serialized,
      specifiedType: specifiedType,
      serializedList: serializedList,
      unhandled: unhandled,
      result: result,
    );
    return result.build();
  }
}


