//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/disbursement_role_enum.dart';
import 'package:gopay_client/src/model/cosigner_state_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'cosigner.g.dart';

/// Cosigner
///
/// Properties:
/// * [id]
/// * [role] - Who you are in this.  * `owner` - owner * `cosigner` - cosigner
/// * [state]
/// * [owner] - Whose disbursements; masked.
/// * [cosigner] - Who approves them; masked.
/// * [invitedAt]
/// * [acceptedAt]
@BuiltValue()
abstract class Cosigner implements Built<Cosigner, CosignerBuilder> {
  @BuiltValueField(wireName: r'id')
  String get id;

  /// Who you are in this.  * `owner` - owner * `cosigner` - cosigner
  @BuiltValueField(wireName: r'role')
  DisbursementRoleEnum get role;
  // enum roleEnum {  owner,  cosigner,  };

  @BuiltValueField(wireName: r'state')
  CosignerStateEnum get state;
  // enum stateEnum {  INVITED,  ACTIVE,  };

  /// Whose disbursements; masked.
  @BuiltValueField(wireName: r'owner')
  String get owner;

  /// Who approves them; masked.
  @BuiltValueField(wireName: r'cosigner')
  String get cosigner;

  @BuiltValueField(wireName: r'invited_at')
  DateTime get invitedAt;

  @BuiltValueField(wireName: r'accepted_at')
  DateTime? get acceptedAt;

  Cosigner._();

  factory Cosigner([void updates(CosignerBuilder b)]) = _$Cosigner;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(CosignerBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<Cosigner> get serializer => _$CosignerSerializer();
}

class _$CosignerSerializer implements PrimitiveSerializer<Cosigner> {
  @override
  final Iterable<Type> types = const [Cosigner, _$Cosigner];

  @override
  final String wireName = r'Cosigner';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    Cosigner object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'id';
    yield serializers.serialize(
      object.id,
      specifiedType: const FullType(String),
    );
    yield r'role';
    yield serializers.serialize(
      object.role,
      specifiedType: const FullType(DisbursementRoleEnum),
    );
    yield r'state';
    yield serializers.serialize(
      object.state,
      specifiedType: const FullType(CosignerStateEnum),
    );
    yield r'owner';
    yield serializers.serialize(
      object.owner,
      specifiedType: const FullType(String),
    );
    yield r'cosigner';
    yield serializers.serialize(
      object.cosigner,
      specifiedType: const FullType(String),
    );
    yield r'invited_at';
    yield serializers.serialize(
      object.invitedAt,
      specifiedType: const FullType(DateTime),
    );
    yield r'accepted_at';
    yield object.acceptedAt == null ? null : serializers.serialize(
      object.acceptedAt,
      specifiedType: const FullType.nullable(DateTime),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    Cosigner object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required CosignerBuilder result,
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
        case r'role':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DisbursementRoleEnum),
          ) as DisbursementRoleEnum;
          result.role = valueDes;
          break;
        case r'state':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(CosignerStateEnum),
          ) as CosignerStateEnum;
          result.state = valueDes;
          break;
        case r'owner':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.owner = valueDes;
          break;
        case r'cosigner':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.cosigner = valueDes;
          break;
        case r'invited_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.invitedAt = valueDes;
          break;
        case r'accepted_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(DateTime),
          ) as DateTime?;
          if (valueDes == null) continue;
          result.acceptedAt = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  Cosigner deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = CosignerBuilder();
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


