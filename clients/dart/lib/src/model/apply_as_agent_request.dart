//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/rank_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'apply_as_agent_request.g.dart';

/// A serializer that refuses fields it does not know, so that a typo never silently drops a limit.  It refuses the numbers of payment cards too, whatever the field: before anything else is said of the body, because some refusals repeat what was sent. Raises CardNumberRefused.  `scanned` names the fields that take the text of a QR code. A whole EMVCo payload may stand there whatever its digits: they run on from one data object into the next, and the numbers in the codes of card schemes are merchants'.
///
/// Properties:
/// * [name] - What customers read.
/// * [legalName] - As in the register of companies.
/// * [rank] - AGENT unless said.  * `SUPER` - Super-agent: supplies agents of its own with float * `AGENT` - Agent
/// * [superAgent] - The code of the main outlet of who is to supply it; it is told, a reviewer decides.
/// * [currency] - The only one it deals in. I need a wallet in it.
/// * [country]
/// * [city]
/// * [address]
/// * [description] - What else is done there, for reviewers.
@BuiltValue()
abstract class ApplyAsAgentRequest implements Built<ApplyAsAgentRequest, ApplyAsAgentRequestBuilder> {
  /// What customers read.
  @BuiltValueField(wireName: r'name')
  String get name;

  /// As in the register of companies.
  @BuiltValueField(wireName: r'legal_name')
  String get legalName;

  /// AGENT unless said.  * `SUPER` - Super-agent: supplies agents of its own with float * `AGENT` - Agent
  @BuiltValueField(wireName: r'rank')
  RankEnum? get rank;
  // enum rankEnum {  SUPER,  AGENT,  };

  /// The code of the main outlet of who is to supply it; it is told, a reviewer decides.
  @BuiltValueField(wireName: r'super_agent')
  String? get superAgent;

  /// The only one it deals in. I need a wallet in it.
  @BuiltValueField(wireName: r'currency')
  String get currency;

  @BuiltValueField(wireName: r'country')
  String get country;

  @BuiltValueField(wireName: r'city')
  String get city;

  @BuiltValueField(wireName: r'address')
  String? get address;

  /// What else is done there, for reviewers.
  @BuiltValueField(wireName: r'description')
  String? get description;

  ApplyAsAgentRequest._();

  factory ApplyAsAgentRequest([void updates(ApplyAsAgentRequestBuilder b)]) = _$ApplyAsAgentRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(ApplyAsAgentRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<ApplyAsAgentRequest> get serializer => _$ApplyAsAgentRequestSerializer();
}

class _$ApplyAsAgentRequestSerializer implements PrimitiveSerializer<ApplyAsAgentRequest> {
  @override
  final Iterable<Type> types = const [ApplyAsAgentRequest, _$ApplyAsAgentRequest];

  @override
  final String wireName = r'ApplyAsAgentRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    ApplyAsAgentRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'name';
    yield serializers.serialize(
      object.name,
      specifiedType: const FullType(String),
    );
    yield r'legal_name';
    yield serializers.serialize(
      object.legalName,
      specifiedType: const FullType(String),
    );
    if (object.rank != null) {
      yield r'rank';
      yield serializers.serialize(
        object.rank,
        specifiedType: const FullType(RankEnum),
      );
    }
    if (object.superAgent != null) {
      yield r'super_agent';
      yield serializers.serialize(
        object.superAgent,
        specifiedType: const FullType(String),
      );
    }
    yield r'currency';
    yield serializers.serialize(
      object.currency,
      specifiedType: const FullType(String),
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
    if (object.address != null) {
      yield r'address';
      yield serializers.serialize(
        object.address,
        specifiedType: const FullType(String),
      );
    }
    if (object.description != null) {
      yield r'description';
      yield serializers.serialize(
        object.description,
        specifiedType: const FullType(String),
      );
    }
  }

  @override
  Object serialize(
    Serializers serializers,
    ApplyAsAgentRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required ApplyAsAgentRequestBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'name':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.name = valueDes;
          break;
        case r'legal_name':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.legalName = valueDes;
          break;
        case r'rank':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(RankEnum),
          ) as RankEnum?;
          if (valueDes == null) continue;
          result.rank = valueDes;
          break;
        case r'super_agent':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.superAgent = valueDes;
          break;
        case r'currency':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.currency = valueDes;
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
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.address = valueDes;
          break;
        case r'description':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.description = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  ApplyAsAgentRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = ApplyAsAgentRequestBuilder();
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


